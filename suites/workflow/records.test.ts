import pLimit from 'p-limit';
import { expect } from 'vitest';
import { readToEnd } from '../../fixtures/read-topic.ts';
import { checksumOf, record, type Flow, type Record } from '../../fixtures/flow.ts';
import { test as base } from './test.ts';

/** As many as the flow's first connection holds (records.flow.json), so that none is refused however slowly the flow goes. */
const RECORDS = 200;

/** Posts records, a few at a time. @returns their HTTP statuses */
function postAll(flow: Flow, records: readonly Record[]): Promise<number[]> {
  const limit = pLimit(8);
  return Promise.all(records.map((each) => limit(() => flow.post(each))));
}

/** Records that the flow has taken and said of that both HBase and the bucket have them. */
const test = base.extend('sent', { scope: 'file' }, async ({ flow }) => {
  const sent = Array.from({ length: RECORDS }, (_, index) => record(flow, index));
  expect(new Set(await postAll(flow, sent))).toEqual(new Set([200]));
  await flow.arrived(sent);
  return sent;
});

test(
  'every record is, once and unchanged, in the topic',
  { tags: ['nifi→kafka', 'nifi→zookeeper'] },
  async ({ flow, sent, kafka, nifi }) => {
    const inTopic = await readToEnd(kafka, flow.topic);
    expect(inTopic.map(({ key, value }) => ({ key, record: JSON.parse(value) as Record })).sort(byKey)).toEqual(keyed(sent));
    expect([...(await nifi.queued(flow.group))].filter(([, count]) => count > 0)).toEqual([]);
  },
);

test('every record is, once and unchanged, in HBase', { tags: ['nifi→hbase', 'nifi→kafka'] }, async ({ flow, sent, hbase }) => {
  const inHBase = await hbase.scan(flow.table);
  expect(inHBase.map(({ row, value }) => ({ key: row, record: JSON.parse(value) as Record })).sort(byKey)).toEqual(keyed(sent));
});

test(
  'every record is, once and unchanged, in the bucket, and in Presto’s answer',
  { tags: ['nifi→minio', 'nifi→kafka', 'presto→minio'] },
  async ({ flow, sent, objectStore, presto, schema }) => {
    const objects = await objectStore.list(flow.folder);
    expect(objects.map(({ key }) => key)).toEqual(sent.map(({ id }) => `${flow.folder}${id}.json`));
    const contents = await Promise.all(objects.map(async ({ key }) => JSON.parse((await objectStore.read(key)).toString()) as Record));
    expect(contents).toEqual(sent);

    await presto.query(
      `CREATE TABLE ${schema}.records (id varchar, payload varchar, checksum varchar) WITH (format = 'JSON', external_location = 's3a://${objectStore.bucket}/${flow.folder}')`,
    );
    const { rows } = await presto.query(`SELECT id, payload, checksum FROM ${schema}.records ORDER BY id`);
    expect(rows).toEqual(sent.map(({ id, payload, checksum }) => [id, payload, checksum]));
    expect(rows.filter(([, payload, checksum]) => checksumOf(String(payload)) !== checksum)).toEqual([]);
  },
);

test(
  'provenance tells the way of one record, from the request to HBase and the bucket',
  { tags: ['nifi→kafka', 'nifi→hbase', 'nifi→minio'] },
  async ({ flow, nifi, objectStore }) => {
    const one = record(flow, 1_000_000);
    expect(await flow.post(one)).toBe(200);
    await flow.arrived([one]);

    // The record was one flow file up to Kafka and is another, with a copy, behind it; the attribute `id` finds them all.
    const files = new Set((await nifi.provenance({ id: one.id })).map(({ flowFileUuid }) => flowFileUuid));
    const events = (await Promise.all([...files].map((uuid) => nifi.provenance({ FlowFileUUID: uuid })))).flat();
    const steps = events.map(({ eventType, componentName, transitUri }) => ({ eventType, componentName, transitUri }));
    expect(steps).toContainEqual({
      eventType: 'RECEIVE',
      componentName: 'receive',
      transitUri: expect.stringContaining(':9090/records') as string,
    });
    expect(steps).toContainEqual({
      eventType: 'SEND',
      componentName: 'publish',
      transitUri: expect.stringContaining(`/${flow.topic}`) as string,
    });
    expect(steps).toContainEqual({
      eventType: 'RECEIVE',
      componentName: 'consume',
      transitUri: expect.stringContaining(`/${flow.topic}`) as string,
    });
    for (const [componentName, place] of [
      ['put into HBase', `/${flow.table}/`],
      ['put into the bucket', `/${objectStore.bucket}`],
    ]) {
      const sends = steps.filter((step) => step.componentName === componentName && step.eventType === 'SEND');
      expect(sends).toEqual([{ eventType: 'SEND', componentName, transitUri: expect.stringContaining(place ?? '') as string }]);
    }
    expect(steps.map(({ eventType }) => eventType)).toContain('CLONE');
  },
);

test(
  'back pressure refuses records instead of dropping them, and ends when the flow goes on',
  { tags: ['nifi→kafka'] },
  async ({ flow, nifi, onTestFinished }) => {
    /** Flow files that the connection in front of `publish` and the one before it hold (records.flow.json). */
    const room = 400;
    await nifi.setProcessorRunning(flow.group, 'publish', false);
    onTestFinished(() => nifi.setProcessorRunning(flow.group, 'publish', true));
    const accepted: Record[] = [];
    let status = 200;
    for (let index = 2_000_000; status === 200 && accepted.length < 2 * room; index++) {
      status = await flow.post(record(flow, index));
      if (status === 200) accepted.push(record(flow, index));
    }
    expect(status).toBe(503);
    expect(accepted.length).toBeGreaterThanOrEqual(room);
    const queued = await nifi.queued(flow.group);
    expect((queued.get('received') ?? 0) + (queued.get('named') ?? 0)).toBe(accepted.length);

    await nifi.setProcessorRunning(flow.group, 'publish', true);
    await flow.arrived(accepted);
    expect(await flow.post(record(flow, 3_000_000))).toBe(200);
  },
);

function keyed(records: readonly Record[]): { key: string; record: Record }[] {
  return records.map((each) => ({ key: each.id, record: each }));
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
