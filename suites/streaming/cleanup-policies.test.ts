import type { Kafka, Message } from 'kafkajs';
import { expect } from 'vitest';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { readAll } from '../../fixtures/read-topic.ts';
import { test } from './test.ts';

/** Every batch below takes more than half of a segment, so that each is a segment of its own: only closed ones are compacted and deleted. */
const SEGMENT = { name: 'segment.bytes', value: '4096' };
const PADDING = 'x'.repeat(3_000);

test(
  'a compacted topic keeps the last value of each key and drops keys whose last value is nothing',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, kubernetes, admin, ours }) => {
    ours('kafka'); // whose log is followed
    const topic = await makeTopic({
      configEntries: [
        SEGMENT,
        { name: 'cleanup.policy', value: 'compact' },
        { name: 'min.cleanable.dirty.ratio', value: '0.01' },
        { name: 'delete.retention.ms', value: '0' },
      ],
    });
    const batches: Message[][] = [];
    for (let round = 0; round < 5; round++) {
      batches.push(
        ['a', 'b', 'c', 'd'].map((key) => ({ key, value: key === 'd' && round === 4 ? null : `${key}${round}${PADDING.slice(0, 750)}` })),
      );
    }
    batches.push([{ key: 'last', value: PADDING }]); // the segment in use is never compacted
    // The cleaner may come by while the batches are being sent, and once more for the rest.
    const compacted = leaderLogs(kubernetes, new RegExp(`cleaned log ${topic}-0 \\(dirty section = \\[\\d+, 20\\]\\)`), topic, admin);
    await sendEach(kafka, topic, batches);
    await compacted;

    const kept = (await readAll(kafka, topic, 1)).filter(({ key }) => key !== 'last');
    expect(kept.map(({ key, value }) => [key, value.slice(0, 2)]).filter(([, value]) => value !== '')).toEqual([
      ['a', 'a4'],
      ['b', 'b4'],
      ['c', 'c4'],
    ]);
    // Offsets are never given anew: what is left has those that it was written with.
    expect(kept.filter(({ value }) => value !== '').map(({ offset }) => offset)).toEqual([16n, 17n, 18n]);
  },
);

test(
  'retention deletes what is older than it says, and nothing else',
  { tags: ['kafka→zookeeper'] },
  async ({ kafka, makeTopic, kubernetes, admin, ours }) => {
    ours('kafka'); // whose log is followed
    const hour = 3_600_000;
    const topic = await makeTopic({ configEntries: [SEGMENT, { name: 'retention.ms', value: String(hour) }] });
    const old = Array.from({ length: 5 }, (_, index) => [
      { key: `old-${index}`, value: PADDING, timestamp: String(Date.now() - 2 * hour) },
    ]);
    const fresh = Array.from({ length: 5 }, (_, index) => [{ key: `fresh-${index}`, value: PADDING }]);
    const deleted = leaderLogs(kubernetes, new RegExp(`partition=${topic}-0.*log start offset to 5 due to segment deletion`), topic, admin);
    await sendEach(kafka, topic, [...old, ...fresh]);
    await deleted;

    expect((await readAll(kafka, topic, 1)).map(({ key }) => key)).toEqual(fresh.map(([message]) => message?.key));
    expect((await admin.fetchTopicOffsets(topic))[0]?.low).toBe('5');
  },
);

async function sendEach(kafka: Kafka, topic: string, batches: readonly Message[][]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  for (const messages of batches) await producer.send({ topic, acks: -1, messages });
  await producer.disconnect();
}

/** The broker that leads a topic's only partition is the one whose doings clients see. */
async function leaderLogs(
  kubernetes: Kubernetes,
  pattern: RegExp,
  topic: string,
  admin: { fetchTopicMetadata: (options: { topics: string[] }) => Promise<{ topics: { partitions: { leader: number }[] }[] }> },
): Promise<string> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return kubernetes.nextLogLine(`kafka-${topics[0]?.partitions[0]?.leader ?? 0}`, pattern);
}
