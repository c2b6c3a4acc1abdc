import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Messages through Kafka, and Spark’s stream of them into the lake',
  needs: ['kafka', 'zookeeper', 'spark', 'minio', 'presto'],
};
