import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'Messages through Kafka: delivery, transactions, groups, clean-up, brokers that die; Spark’s stream of them into the lake',
  needs: ['kafka'],
  fileNeeds: { 'lake.test.ts': ['spark', 'minio', 'presto'] },
};
