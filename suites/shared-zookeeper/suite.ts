import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'One ZooKeeper ensemble for Kafka, HBase and NiFi, and what they survive with it',
  needs: ['zookeeper', 'kafka', 'hbase', 'nifi', 'minio'],
};
