import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'TPC-H through Presto, Spark, the Hive metastore and MinIO; rows through HBase on HDFS, and into the lake',
  needs: ['presto', 'hive-metastore', 'minio'],
  fileNeeds: {
    'hbase.test.ts': ['hbase'],
    'hbase-durability.disruptive.test.ts': ['hbase'],
    'kdc.disruptive.test.ts': ['hbase'],
    'partitions.test.ts': ['spark'],
    'spark.test.ts': ['spark'],
  },
  longFiles: ['durability.disruptive.test.ts', 'kdc.disruptive.test.ts', 'partitions.test.ts'],
};
