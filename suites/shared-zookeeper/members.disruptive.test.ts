import { expect } from 'vitest';
import { flowTest } from '../../fixtures/flow-test.ts';
import { record } from '../../fixtures/flow.ts';
import { brokersOf } from '../../fixtures/kafka.ts';
import { readAll, readToEnd } from '../../fixtures/read-topic.ts';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';
import { sessionsOf } from './sessions.ts';
import { TENANTS, type Tenant } from './tenants.ts';

const ALL: readonly Tenant[] = Object.values(TENANTS);

/** Tests with a topic and a table to write to, beside a running flow. */
const test = flowTest(9090)
  .extend(...withZooKeeper)
  .extend('topic', async ({ kafka, kubernetes, target }, { onCleanup }) => {
    const topic = `z-${target.runId}-members`;
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic, replicationFactor: (await brokersOf(admin, { kubernetes, target })).length }],
      waitForLeaders: true,
    });
    const producer = kafka.producer();
    await producer.connect();
    onCleanup(() =>
      cleanUp(`topic ${topic}`, async () => {
        await producer.disconnect();
        await admin.deleteTopics({ topics: [topic] });
        await admin.disconnect();
      }),
    );
    return { topic, write: (number: number) => producer.send({ topic, acks: -1, messages: [{ value: `${number}` }] }) };
  })
  .extend('table', async ({ hbase, target }, { onCleanup }) => {
    const table = `z_${target.runId}_members`.replaceAll(/\W/g, '_');
    await hbase.createTable(table, 'f');
    onCleanup(() => cleanUp(`table ${table}`, () => hbase.dropTable(table)));
    return { table, write: (number: number) => hbase.put(table, [{ row: `${number}`, column: 'f:value', value: `${number}` }]) };
  });

test(
  'each member is deleted, the leader first, while Kafka and HBase are written to and a flow runs: nothing acknowledged is lost, and no session ends',
  { tags: ['kafka→zookeeper', 'hbase→zookeeper', 'nifi→zookeeper'] },
  async ({ kafka, hbase, nifi, zookeeper, disruption, keepWriting, topic, table, flow, ours }) => {
    ours('zookeeper', 'kafka');
    const sessions = (): Promise<Map<string, string>[]> => Promise.all(ALL.map((tenant) => sessionsOf(tenant, zookeeper)));
    const before = await sessions();
    const send = async (number: number): Promise<void> => {
      const status = await flow.post(record(flow, number));
      if (status !== 200) throw new Error(`NiFi refuses a record: HTTP ${status}`);
    };
    const writers = [keepWriting(topic.write), keepWriting(table.write), keepWriting(send)] as const;
    const more = (): Promise<unknown> => Promise.all(writers.map((writer) => writer.more(100)));
    const [messages, rows, records] = writers;
    await more();

    const leader = await zookeeper.leader();
    const away: string[] = [];
    for (const member of [leader, ...zookeeper.members.filter((other) => other !== leader)]) {
      const [name = ''] = member.split(':');
      const since = performance.now();
      await disruption.replacePod(name);
      away.push(`${name} for ${((performance.now() - since) / 1000).toFixed(1)} s`);
      expect(zookeeper.members).toContain(await zookeeper.leader());
      await more();
    }
    await Promise.all(writers.map((writer) => writer.stop()));

    const read = new Set((await readAll(kafka, topic.topic, 1)).map(({ value }) => value));
    expect(numbers(messages.acknowledged).filter((value) => !read.has(value))).toEqual([]);
    const stored = new Set((await hbase.scan(table.table)).map(({ value }) => value));
    expect(numbers(rows.acknowledged).filter((value) => !stored.has(value))).toEqual([]);
    await flow.arrived(Array.from({ length: records.acknowledged }, (_, number) => record(flow, number)));
    expect((await readToEnd(kafka, flow.topic)).length).toBe(records.acknowledged);
    await nifi.connected();
    expect(await sessions(), `sessions after members were away: ${away.join(', ')}`).toEqual(before);
  },
);

function numbers(below: number): string[] {
  return Array.from({ length: below }, (_, number) => `${number}`);
}
