import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Messages through Kafka, whose brokers keep their metadata in the shared ZooKeeper',
  needs: ['kafka', 'zookeeper'],
};
