import { createHash } from 'node:crypto';
import type { Message, Producer } from 'kafkajs';
import { expect } from 'vitest';
import { readAll, type Received } from '../../fixtures/read-topic.ts';
import { test } from './test.ts';

const MESSAGES = 100_000;
const KEYS = 97;
const PARTITIONS = 4;
const BATCH = 2_000;

/** Message number `index`: its key, and a value that names both and is padded to a length that varies. */
function message(index: number): Message & { readonly key: string; readonly value: string } {
  const key = `key-${index % KEYS}`;
  return { key, value: `${index}:${key}:${'x'.repeat(index % 61)}` };
}

/** A digest of the values of each key, in their order. */
function digests(messages: readonly { readonly key: string; readonly value: string }[]): Record<string, string> {
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  for (const { key, value } of messages) {
    const hash = hashes.get(key) ?? createHash('sha256');
    hash.update(`${value}\n`);
    hashes.set(key, hash);
  }
  return Object.fromEntries([...hashes].sort().map(([key, hash]) => [key, hash.digest('hex')]));
}

const SENT = Array.from({ length: MESSAGES }, (_, index) => message(index));

/** Each message once, those of a key in one partition and in the order of their sending. */
function expectExactlyOnce(received: readonly Received[]): void {
  expect(received.length).toBe(MESSAGES);
  expect(digests(received)).toEqual(digests(SENT));
  const partitionsOfKey = new Map<string, Set<number>>();
  for (const { key, partition } of received) partitionsOfKey.set(key, (partitionsOfKey.get(key) ?? new Set()).add(partition));
  expect([...partitionsOfKey.values()].every(({ size }) => size === 1)).toBe(true);
  expect(new Set(received.map(({ partition }) => partition)).size).toBe(PARTITIONS);
}

async function inBatches(send: (messages: Message[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < MESSAGES; start += BATCH) await send(SENT.slice(start, start + BATCH));
}

test(
  '100,000 keyed messages of the idempotent producer are read back exactly once and in order',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic }) => {
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    await inBatches((messages) => producer.send({ topic, acks: -1, messages }));
    await producer.disconnect();
    expectExactlyOnce(await readAll(kafka, topic, PARTITIONS));
  },
);

test(
  '100,000 keyed messages of the transactional producer are read back exactly once and in order; aborted ones are not seen',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, target, admin }) => {
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, transactionalId: `${target.runId}-delivery` });
    await producer.connect();
    let batches = 0;
    await inBatches(async (messages) => {
      if (batches++ % 10 === 0) await abortABatch(producer, topic);
      const transaction = await producer.transaction();
      await transaction.send({ topic, acks: -1, messages });
      await transaction.commit();
    });
    await producer.disconnect();

    expectExactlyOnce(await readAll(kafka, topic, PARTITIONS));
    // The aborted messages are in the log all the same: offsets count them, and readers step over them.
    const offsets = await admin.fetchTopicOffsets(topic);
    const stored = offsets.reduce((sum, { offset }) => sum + Number(offset), 0);
    expect(stored).toBeGreaterThanOrEqual(MESSAGES + Math.ceil(batches / 10) * ABORTED);
  },
);

/** Messages in each aborted transaction. */
const ABORTED = 200;

async function abortABatch(producer: Producer, topic: string): Promise<void> {
  const transaction = await producer.transaction();
  await transaction.send({
    topic,
    acks: -1,
    messages: Array.from({ length: ABORTED }, (_, index) => ({ key: `key-${index % KEYS}`, value: `aborted ${index}` })),
  });
  await transaction.abort();
}
