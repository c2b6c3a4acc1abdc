import { randomUUID } from 'node:crypto';
import type { ITopicConfig, Kafka } from 'kafkajs';
import { cleanUp, test as base } from '../../fixtures/test.ts';

/** Makes topics that are deleted after the test, named after the run. */
export type MakeTopic = (config?: Partial<Omit<ITopicConfig, 'topic'>>) => Promise<string>;

/** The suite's tests, with an admin client and topics of their own. */
export const test = base
  .extend('admin', { scope: 'file' }, async ({ kafka }, { onCleanup }) => {
    const admin = kafka.admin();
    await admin.connect();
    onCleanup(() => admin.disconnect());
    return admin;
  })
  .extend('brokers', { scope: 'file' }, async ({ kubernetes }) => (await kubernetes.pods('kafka')).length)
  .extend('makeTopic', { scope: 'file' }, ({ admin, brokers, target }, { onCleanup }): MakeTopic => {
    const made: string[] = [];
    onCleanup(() => cleanUp(`topics ${made.join(', ')}`, () => admin.deleteTopics({ topics: made })));
    return async (config = {}) => {
      const topic = `s-${target.runId}-${randomUUID().slice(0, 8)}`;
      await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: brokers, ...config }], waitForLeaders: true });
      made.push(topic);
      return topic;
    };
  });

/** A message as it was read. */
export interface Received {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: string;
}

/** The key of the message that marks, for a reader, that it has everything which was in the partition before. */
const END = 'touchstone-end-of-reading';

/**
 * Everything that readers of committed data see in a topic now, in each partition's order. So that "everything" is certain, a marker is
 * written to every partition and read up to.
 */
export async function readAll(kafka: Kafka, topic: string, partitions: number): Promise<Received[]> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    acks: -1,
    messages: Array.from({ length: partitions }, (_, partition) => ({ key: END, value: END, partition })),
  });
  await producer.disconnect();

  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}`, readUncommitted: false, maxWaitTimeInMs: 100 });
  await consumer.connect();
  const received: Received[] = [];
  const ended = new Set<number>();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch }) => {
            for (const { key, value, offset } of batch.messages) {
              if (ended.has(batch.partition)) continue; // what came after the marker is not asked for
              if (key?.toString() === END) ended.add(batch.partition);
              else
                received.push({
                  partition: batch.partition,
                  offset: BigInt(offset),
                  key: key?.toString() ?? '',
                  value: value?.toString() ?? '',
                });
            }
            if (ended.size === partitions) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return received;
}
