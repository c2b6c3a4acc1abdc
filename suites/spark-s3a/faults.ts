import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'a small object is not written',
      file: 'suites/spark-s3a/objects.test.ts',
      from: 'texts.map((text, index) => objectStore.write(',
      to: 'texts.slice(1).map((text, index) => objectStore.write(',
      tests: /^a thousand small objects/,
      says: /expected \[/,
    },
    {
      what: 'one line of the large object is another',
      file: 'suites/spark-s3a/objects.test.ts',
      from: 'SELECT /*+ COALESCE(1) */ sha2(CAST(id AS STRING), 256)',
      to: 'SELECT /*+ COALESCE(1) */ sha2(CAST(if(id = 7, 8, id) AS STRING), 256)',
      tests: /^an object of over 100 MB/,
      says: /expected '[0-9a-f]+…' to be '[0-9a-f]+…'/,
    },
    {
      what: 'the program has the right keys',
      file: 'suites/spark-s3a/keys.test.ts',
      from: 'env: { [variable]: value }',
      to: 'env: { [`NOT_${variable}`]: value }',
      tests: /^a program with a wrong key/,
      says: /expected true to be false/,
    },
    {
      what: 'what tasks write is in its place before the job is committed',
      file: 'suites/spark-s3a/killed.test.ts',
      from: "conf: { 'spark.cores.max': '2' } };",
      to: "conf: { 'spark.cores.max': '2', 'spark.sql.sources.commitProtocolClass': 'org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol', 'spark.sql.parquet.output.committer.class': 'org.apache.parquet.hadoop.ParquetOutputCommitter', 'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a': 'org.apache.hadoop.mapreduce.lib.output.FileOutputCommitterFactory', 'spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version': '2' } };",
      tests: /^a program that is killed while it writes/,
      says: /expected \[\]/,
    },
    {
      what: 'the executors are the other kind',
      file: 'suites/spark-s3a/executors.test.ts',
      from: '        executors,\n',
      to: "        executors: executors === 'pods' ? 'workers' : 'pods',\n",
      tests: /^executors as (pods|the workers)/,
      says: /spark-worker-\d|-exec-\d/,
    },
  ],
  whileDown: [
    {
      what: 'core-site.xml is what it was',
      file: 'suites/spark-s3a/settings.disruptive.test.ts',
      from: "changeConfigMap('object-store', { 'core-site.xml': after })",
      to: "changeConfigMap('object-store', { 'core-site.xml': before })",
      tests: /^a program goes by (the endpoint|path style)/,
      says: /expected true to be false/,
    },
    {
      what: 'the key is what it was',
      file: 'suites/spark-s3a/settings.disruptive.test.ts',
      from: "'access-key': 'nobody-that-the-store-knows'",
      to: "'access-key': before",
      tests: /^a program goes by the access key/,
      says: /expected true to be false/,
    },
    {
      what: 'the object says something else',
      file: 'suites/spark-s3a/settings.disruptive.test.ts',
      from: "hello.txt`, 'hello')",
      to: "hello.txt`, 'something else')",
      tests: /^with the blueprint’s settings/,
      says: /something else/,
    },
  ],
};
