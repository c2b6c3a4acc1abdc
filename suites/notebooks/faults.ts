import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'another version of Zeppelin is expected',
      file: 'suites/notebooks/orders.test.ts',
      from: '/^0\\.10\\./',
      to: '/^0\\.11\\./',
      tests: /^the server is Zeppelin/,
      says: /expected '0\.10/,
    },
    {
      what: 'the paragraphs leave out an order',
      file: 'suites/notebooks/orders.zpln',
      from: 'FROM {schema}.orders GROUP BY priority',
      to: 'FROM {schema}.orders WHERE id > 1 GROUP BY priority',
      tests: /reads a table that Presto wrote, and has Presto’s numbers/,
      says: /expected \[/,
    },
    {
      what: 'a table written by a paragraph leaves out an order',
      file: 'suites/notebooks/orders.zpln',
      from: 'FROM {schema}.orders GROUP BY 1\\")',
      to: 'FROM {schema}.orders WHERE id > 1 GROUP BY 1\\")',
      tests: /writes a table that Presto reads/,
      says: /expected \[/,
    },
    {
      what: 'the paragraph that is to fail finds a table',
      file: 'suites/notebooks/orders.zpln',
      from: 'spark.table(\\"nowhere.at_all\\").count()',
      to: 'spark.range(3).count()',
      tests: /says that a paragraph failed, and why/,
      says: /expected true to be false/,
    },
    {
      what: 'the note’s session is one of its own, without the cluster',
      file: 'suites/notebooks/orders.zpln',
      from: 'SparkSession.builder.appName(\\"orders\\").getOrCreate()',
      to: 'SparkSession.builder.master(\\"local[1]\\").appName(\\"orders\\").getOrCreate()',
      tests: /has a session that the Spark cluster knows/,
      says: /local\[1\]/,
    },
  ],
  installed: [
    {
      what: 'Zeppelin’s notes are on no volume',
      file: 'charts/zeppelin/templates/zeppelin.yaml',
      from: '{ name: data, mountPath: /data }',
      to: '{ name: tmp, mountPath: /data }',
      tests: /^notes and their results survive/,
      says: /404|500|not found/i,
    },
  ],
  installedApart: [
    {
      // Settings on the volume of the Zeppelin that stands go before the blueprint's; the fault works on a copy, so that it goes with its pod.
      what: 'notes share one interpreter',
      file: 'charts/zeppelin/files/start.sh',
      from: 'ZEPPELIN_CONFIG_FS_DIR=/data/conf',
      to: 'ZEPPELIN_CONFIG_FS_DIR=$(cp -r /data/conf /tmp && sed -i s/isolated/shared/ /tmp/conf/interpreter.json && echo /tmp/conf)',
      tests: /^two notes run side by side/,
      says: /TEMP_TABLE_OR_VIEW_ALREADY_EXISTS/,
    },
  ],
};
