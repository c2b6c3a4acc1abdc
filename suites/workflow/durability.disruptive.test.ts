import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { readToEnd } from '../../fixtures/read-topic.ts';
import { record, type Record } from '../../fixtures/flow.ts';
import { test } from './test.ts';

/** How long a client tries to send a record, in milliseconds: NiFi has to start meanwhile. */
const PATIENCE = 120_000;
/** How long it waits before it tries again, in milliseconds: NiFi starts on the same cores. */
const PAUSE = 100;
/** Records that are through the whole flow before its pod is deleted, at least. */
const THROUGH = 100;

test(
  'the NiFi pod is deleted while records come: nothing acknowledged is lost, and only what was under way is there twice',
  { tags: ['nifi→kafka', 'nifi→hbase', 'nifi→minio', 'nifi→zookeeper'] },
  async ({ flow, kafka, hbase, objectStore, disruption, keepWriting }) => {
    // A client that gets no answer, because NiFi is away, sends the record again.
    const sender = keepWriting(async (number) => {
      const giveUp = Date.now() + PATIENCE;
      while ((await flow.post(record(flow, number)).catch(() => 503)) !== 200) {
        if (Date.now() > giveUp) throw new Error(`NiFi has not taken record ${number} for ${PATIENCE / 1000} s`);
        await setTimeout(PAUSE);
      }
    });
    await sender.more(300);
    await flow.arrived(Array.from({ length: THROUGH }, (_, number) => record(flow, number)));
    const [toldByHBase, toldByBucket] = await Promise.all([readToEnd(kafka, flow.inHBase), readToEnd(kafka, flow.inBucket)]);
    const inBucketBefore = new Set(toldByBucket.map(({ key }) => key));
    const through = new Set(toldByHBase.map(({ key }) => key).filter((id) => inBucketBefore.has(id)));
    expect(through.size).toBeGreaterThanOrEqual(THROUGH);
    await disruption.replacePod('nifi-0');
    await sender.more(300);
    await sender.stop();

    const sent = Array.from({ length: sender.acknowledged }, (_, number) => record(flow, number));
    await flow.arrived(sent);

    const inTopic = (await readToEnd(kafka, flow.topic)).map(({ value }) => JSON.parse(value) as Record);
    const inHBase = (await hbase.scan(flow.table)).map(({ value }) => JSON.parse(value) as Record);
    const inBucket = await Promise.all(
      (await objectStore.list(flow.folder)).map(async ({ key }) => JSON.parse((await objectStore.read(key)).toString()) as Record),
    );
    for (const place of [inTopic, inHBase, inBucket]) {
      const byId = new Map(place.map((each) => [each.id, each]));
      expect(sent.filter((each) => byId.get(each.id)?.checksum !== each.checksum)).toEqual([]);
    }
    const seen = new Set<string>();
    const twice = inTopic.filter(({ id }) => seen.has(id) || !seen.add(id)).map(({ id }) => id);
    expect(twice.filter((id) => through.has(id))).toEqual([]);
    console.warn(`${twice.length} of ${sent.length} records are in the topic twice; all were under way when NiFi’s pod was deleted`);
  },
);
