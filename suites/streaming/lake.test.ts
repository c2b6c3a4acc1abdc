import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from 'kafkajs';
import { expect } from 'vitest';
import { KAFKA_OPTIONS } from '../../fixtures/kafka-options.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { withSpark } from '../../fixtures/spark.ts';
import { killExecutor } from './kill-executor.ts';
import { test as base } from './test.ts';

const test = base
  .extend(...withPresto)
  .extend(...withObjectStore)
  .extend(...withSchema)
  .extend(...withSpark);

const PARTITIONS = 3;
const HOUR = 3_600_000;

/** An event as the job takes it (to-lake.py). */
function event(id: number, at = Date.now()): Message {
  return { key: `${id}`, value: JSON.stringify({ id, at: new Date(at).toISOString() }), partition: Math.abs(id) % PARTITIONS };
}

/** Records that are no event or come too late, by the reason that the job's documentation gives them. */
const REJECTED: readonly { readonly reason: string; readonly message: Message }[] = [
  { reason: 'empty', message: { key: 'no value', value: null } },
  { reason: 'empty', message: { key: 'no text', value: '' } },
  { reason: 'empty', message: { key: 'blank', value: '  \n' } },
  { reason: 'malformed', message: { key: 'no json', value: 'id=1' } },
  { reason: 'malformed', message: { key: 'half', value: '{"id": 1, "at": ' } },
  { reason: 'malformed', message: { key: 'no time', value: '{"id": 1}' } },
  { reason: 'malformed', message: { key: 'other types', value: '{"id": "one", "at": "2026-11-25T00:00:00Z"}' } },
  { reason: 'late', message: event(-1, Date.now() - HOUR) },
];

/** What the job says when a batch is complete. */
const COMPLETE = /^lake has batch (\d+): /;

test(
  'while a producer writes, an executor and then the driver are killed: Presto counts every id exactly once, and every other record by its reason',
  { tags: ['spark→kafka', 'spark→s3a', 'spark→metastore', 'presto→minio'] },
  async ({ kafka, admin, makeTopic, keepWriting, spark, kubernetes, disruption, presto, schema, onTestFinished }) => {
    const topic = await makeTopic({ numPartitions: PARTITIONS });
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    const writer = keepWriting((number) => producer.send({ topic, acks: -1, messages: [event(number)] }));
    const main = readFileSync(join(import.meta.dirname, 'to-lake.py'), 'utf8');
    const job = await spark.submit({ name: 'to-lake', main, args: [topic, schema], files: KAFKA_OPTIONS, restarts: true });
    onTestFinished(() => job.remove());

    await kubernetes.logLine(job.pod, COMPLETE);
    await killExecutor(job.pod, kubernetes, disruption);
    await producer.send({ topic, acks: -1, messages: REJECTED.map(({ message }) => message) });
    const [, batch] = COMPLETE.exec(await kubernetes.nextLogLine(job.pod, COMPLETE)) ?? [];
    // The next batch's events are in the table then, and its offsets are not yet committed: what is done again must not count twice.
    await kubernetes.logLine(job.pod, new RegExp(`^lake has the events of batch ${Number(batch) + 1}$`));
    await disruption.crash(job.pod);
    await kubernetes.logLine(job.pod, COMPLETE);
    await writer.stop();
    await producer.disconnect();
    const ends = (await admin.fetchTopicOffsets(topic)).sort((a, b) => a.partition - b.partition);
    const everything = ends.map(({ partition, offset }) => `"${partition}":${offset}`).join(',');
    await kubernetes.logLine(job.pod, new RegExp(`^lake has batch \\d+: \\{${everything}\\}$`));
    await job.remove();

    const events = await presto.query(`SELECT count(*), count(DISTINCT id), min(id), max(id) FROM ${schema}.events`);
    expect(events.rows).toEqual([[writer.acknowledged, writer.acknowledged, 0, writer.acknowledged - 1]]);
    expect(await presto.column(`SELECT count(DISTINCT batch) FROM ${schema}.events`)).not.toEqual([1]);
    const rejected = await presto.query(`SELECT reason, value FROM ${schema}.rejected`);
    const expected = REJECTED.map(({ reason, message }) => [reason, message.value]);
    expect(rejected.rows.map((row) => JSON.stringify(row)).sort()).toEqual(expected.map((row) => JSON.stringify(row)).sort());
  },
);
