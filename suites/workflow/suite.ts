import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'Records through a NiFi flow: HTTP, Kafka, HBase, MinIO, Presto',
  needs: ['nifi', 'kafka', 'hbase', 'minio', 'presto'],
  longFiles: ['durability.disruptive.test.ts'],
};
