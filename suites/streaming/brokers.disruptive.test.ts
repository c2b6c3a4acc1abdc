import { expect } from 'vitest';
import { kafkaAccess } from '../../fixtures/kafka-access.ts';
import { openKafka } from '../../fixtures/kafka.ts';
import { readAll } from '../../fixtures/read-topic.ts';
import { test } from './test.ts';

const PARTITIONS = 3;

/** Goes on trying while brokers are away, as an application would; what it sends is acknowledged once or not at all. */
const PATIENT = { retries: 1_000, initialRetryTime: 50, maxRetryTime: 500 };

test(
  'every broker is killed and every broker’s pod deleted while a producer writes: nothing acknowledged is lost',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, keepWriting, gateway, kubernetes, disruption, ours }) => {
    ours('kafka');
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    const producer = (await openKafka(gateway, await kafkaAccess(kubernetes), PATIENT)).producer();
    await producer.connect();
    const writer = keepWriting((number) => producer.send({ topic, acks: -1, messages: [{ key: `${number}`, value: `${number}` }] }));
    const pods = await kubernetes.podNames('kafka');
    for (const pod of pods) {
      await writer.more(200);
      await disruption.crash(pod);
      await writer.more(200);
      await disruption.replacePod(pod);
    }
    await writer.more(200);
    await writer.stop();
    await producer.disconnect();

    const read = new Set((await readAll(kafka, topic, PARTITIONS)).map(({ value }) => value));
    expect(writer.acknowledged).toBeGreaterThanOrEqual(pods.length * 400 + 200);
    expect(Array.from({ length: writer.acknowledged }, (_, number) => `${number}`).filter((value) => !read.has(value))).toEqual([]);
  },
);
