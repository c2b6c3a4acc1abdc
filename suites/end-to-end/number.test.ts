import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { expect } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { record } from '../../fixtures/flow.ts';
import { KAFKA_OPTIONS } from '../../fixtures/kafka-options.ts';
import type { NoteFile } from '../../fixtures/zeppelin.ts';
import { test } from './test.ts';

const RECORDS = 200;

test(
  'what is posted to NiFi comes out as a notebook’s number: through Kafka, Spark, MinIO, the metastore and Presto',
  {
    tags: [
      'zeppelin→spark',
      'nifi→kafka',
      'nifi→hbase',
      'nifi→minio',
      'nifi→zookeeper',
      'spark→kafka',
      'spark→s3a',
      'spark→metastore',
      'presto→metastore',
      'presto→minio',
    ],
  },
  async ({ flow, spark, presto, schema, zeppelin, target, onTestFinished }) => {
    const sent = Array.from({ length: RECORDS }, (_, index) => record(flow, index));
    const limit = pLimit(8);
    const statuses = await Promise.all(sent.map((each) => limit(() => flow.post(each))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await flow.arrived(sent);

    const main = readFileSync(join(import.meta.dirname, 'topic-to-table.py'), 'utf8');
    const { succeeded, log } = await spark.run({
      name: 'topic-to-table',
      main,
      args: [flow.topic, `${schema}.records`],
      files: KAFKA_OPTIONS,
    });
    expect(succeeded, log.slice(-2_000)).toBe(true);

    await presto.query(
      `CREATE TABLE ${schema}.payloads AS SELECT id, length(payload) AS characters, lower(to_hex(sha256(to_utf8(payload)))) = checksum AS whole FROM ${schema}.records`,
    );

    const note = await zeppelin.importNote(numberNote(target.runId));
    onTestFinished(() => cleanUp(`note ${note}`, () => zeppelin.remove(note)));
    const { output } = await zeppelin.run(note, 'number', { table: `${schema}.payloads` });
    const characters = sent.reduce((sum, { payload }) => sum + Array.from(payload).length, 0);
    expect(output.map(({ data }) => data).join('')).toBe(`${characters}\n`);
  },
);

function numberNote(runId: string): NoteFile {
  const note = JSON.parse(readFileSync(join(import.meta.dirname, 'number.zpln'), 'utf8')) as NoteFile;
  return { ...note, name: `${runId}/${note.name}` };
}
