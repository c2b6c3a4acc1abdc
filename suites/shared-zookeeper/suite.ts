import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'What Kafka, HBase and NiFi share, and what they survive with it',
  needs: ['zookeeper', 'kafka', 'hbase', 'nifi', 'minio'],
  longFiles: ['address.disruptive.test.ts'],
};
