import { randomUUID } from 'node:crypto';
import type { ITopicConfig } from 'kafkajs';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { brokersOf, withKafka } from '../../fixtures/kafka.ts';
import { test as base } from '../../fixtures/test.ts';

/** Makes topics that are deleted after the test, named after the run. */
export type MakeTopic = (config?: Partial<Omit<ITopicConfig, 'topic'>>) => Promise<string>;

/** The suite's tests, with an admin client and topics of their own. */
export const test = base
  .extend(...withKafka)
  .extend('admin', { scope: 'file' }, async ({ kafka }, { onCleanup }) => {
    const admin = kafka.admin();
    await admin.connect();
    onCleanup(() => admin.disconnect());
    return admin;
  })
  .extend('brokers', { scope: 'file' }, ({ admin, kubernetes, target }) => brokersOf(admin, { kubernetes, target }))
  .extend('makeTopic', { scope: 'file' }, ({ admin, brokers, target }, { onCleanup }): MakeTopic => {
    const made: string[] = [];
    onCleanup(() => cleanUp(`topics ${made.join(', ')}`, () => admin.deleteTopics({ topics: made })));
    return async (config = {}) => {
      const topic = `s-${target.runId}-${randomUUID().slice(0, 8)}`;
      await admin.createTopics({
        topics: [{ topic, numPartitions: 1, replicationFactor: brokers.length, ...config }],
        waitForLeaders: true,
      });
      made.push(topic);
      return topic;
    };
  });
