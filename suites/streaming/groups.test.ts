import type { Consumer, Kafka } from 'kafkajs';
import { expect } from 'vitest';
import { test } from './test.ts';

const PARTITIONS = 4;
const MESSAGES = 4_000;

interface Consumed {
  readonly by: string;
  readonly partition: number;
  readonly offset: number;
  readonly value: string;
  /** The offset that the group had committed for the partition when this was consumed. */
  readonly committed: number;
}

/** What the members of a group have done, and a way to wait for it. */
class Ledger {
  readonly consumed: Consumed[] = [];
  private readonly committed = new Map<number, number>();
  private readonly waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  add(by: string, partition: number, offset: number, value: string): void {
    this.consumed.push({ by, partition, offset, value, committed: this.committed.get(partition) ?? 0 });
  }

  commit(partition: number, offset: number): void {
    this.committed.set(partition, offset);
    for (const { holds, resolve } of this.waiting) if (holds()) resolve();
  }

  /** Returns when the condition holds, which is looked at after each commit. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ holds, resolve }));
  }

  distinct(by?: string): number {
    return new Set(this.consumed.filter((entry) => by === undefined || entry.by === by).map(({ value }) => value)).size;
  }
}

/** Joins a group as a member that commits after every 25 messages; returns when it has partitions. */
async function join(
  kafka: Kafka,
  { groupId, topic }: { readonly groupId: string; readonly topic: string },
  name: string,
  ledger: Ledger,
): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, heartbeatInterval: 500, maxWaitTimeInMs: 100, maxBytes: 4_096 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      const { batch } = payload;
      for (const [index, { offset, value }] of batch.messages.entries()) {
        if (!payload.isRunning() || payload.isStale()) return;
        ledger.add(name, batch.partition, Number(offset), value?.toString() ?? '');
        payload.resolveOffset(offset);
        if (index % 25 !== 24 && index !== batch.messages.length - 1) continue;
        const next = Number(offset) + 1;
        await consumer.commitOffsets([{ topic, partition: batch.partition, offset: String(next) }]);
        ledger.commit(batch.partition, next);
        await payload.heartbeat();
      }
    },
  });
  await joined;
  return consumer;
}

test(
  'members that come and go lose nothing, and repeat nothing that was committed',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, target, admin }) => {
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    const groupId = `g-${target.runId}`;
    const ledger = new Ledger();
    const producer = kafka.producer();
    await producer.connect();
    const send = (from: number, to: number): Promise<unknown> =>
      producer.send({
        topic,
        acks: -1,
        messages: Array.from({ length: to - from }, (_, index) => ({ value: `${from + index}`, partition: (from + index) % PARTITIONS })),
      });

    // Alone, then with a second member, then without the first.
    const first = await join(kafka, { groupId, topic }, 'first', ledger);
    await send(0, 1_000);
    await ledger.until(() => ledger.distinct() >= 500);
    const second = await join(kafka, { groupId, topic }, 'second', ledger);
    await send(1_000, 3_000);
    await ledger.until(() => ledger.distinct('second') >= 500);
    const leaving = first.disconnect();
    await send(3_000, MESSAGES);
    await ledger.until(() => ledger.distinct() === MESSAGES);
    await leaving;
    await second.disconnect();
    await producer.disconnect();

    expect(new Set(ledger.consumed.map(({ value }) => value)).size).toBe(MESSAGES);
    expect(ledger.consumed.filter(({ offset, committed }) => offset < committed)).toEqual([]);
    expect(ledger.distinct('first')).toBeGreaterThan(0);
    const offsets = await admin.fetchOffsets({ groupId, topics: [topic] });
    expect(offsets[0]?.partitions.map(({ offset }) => Number(offset)).sort()).toEqual(
      Array.from({ length: PARTITIONS }, () => MESSAGES / PARTITIONS),
    );
    await admin.deleteGroups([groupId]);
  },
);
