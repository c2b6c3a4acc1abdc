import { expect } from 'vitest';
import type { HBase } from '../../fixtures/hbase.ts';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { FAMILY, cellsOf, putReadings, reading, test as base } from './hbase-table.ts';

/** Rows in one acknowledged request. */
const BATCH = 20;

/** With a table of one region whose rows go into no write-ahead log: the control, which must lose what the other table must keep. */
const test = base.extend('unlogged', { scope: 'file' }, async ({ table, hbase }, { onCleanup }) => {
  const name = `${table}_unlogged`;
  onCleanup(() => cleanUp(`HBase table ${name}`, () => hbase.dropTable(name)));
  await hbase.createTable(name, FAMILY, { DURABILITY: 'SKIP_WAL' });
  return name;
});

test(
  'a region server is killed while rows are put: none that was acknowledged is lost, and its regions are served again',
  { tags: ['hbase→hdfs', 'hbase→zookeeper'] },
  async ({ hbase, table, unlogged, keepWriting, disruption }) => {
    const served = await hbase.regions(table);
    const [control] = await hbase.regions(unlogged);
    expect(served.map(({ server }) => server)).toContain(control?.server);
    const victim = control?.server.split('.')[0] ?? '';
    const batch = (number: number) => Array.from({ length: BATCH }, (_, index) => reading(number * BATCH + index));
    const writer = keepWriting((number) => putReadings(hbase, table, batch(number)));
    await writer.more(50);
    await putReadings(hbase, unlogged, batch(0));
    expect((await hbase.scan(unlogged)).length).toBe(batch(0).flatMap(cellsOf).length);
    await disruption.crash(victim);
    await putSpread(hbase, table);
    await writer.more(50);
    await writer.stop();

    const stored = new Map((await hbase.scan(table)).map(({ row, column, value }) => [`${row} ${column}`, value]));
    const acknowledged = Array.from({ length: writer.acknowledged }, (_, number) => batch(number)).flat();
    expect(acknowledged.flatMap(cellsOf).filter(({ row, column, value }) => stored.get(`${row} ${column}`) !== value)).toEqual([]);
    expect(await hbase.scan(unlogged), 'without a log the rows must be lost, else this test could not see a loss').toEqual([]);
    expect((await hbase.regions(table)).map(({ startKey }) => startKey).sort()).toEqual(served.map(({ startKey }) => startKey).sort());
  },
);

test(
  'HBase’s master and its REST server are deleted: every row is read again, and the new master makes and drops tables',
  { tags: ['hbase→hdfs', 'hbase→zookeeper'] },
  async ({ hbase, unlogged, disruption, onTestFinished }) => {
    const rows = Array.from({ length: BATCH }, (_, index) => reading(2_000_000_000 + index));
    await putReadings(hbase, unlogged, rows);
    await disruption.replacePods('hbase-master', 'hbase-rest');
    const stored = new Map((await hbase.scan(unlogged)).map(({ row, column, value }) => [`${row} ${column}`, value]));
    expect(rows.flatMap(cellsOf).filter(({ row, column, value }) => stored.get(`${row} ${column}`) !== value)).toEqual([]);
    const another = `${unlogged}_another`;
    onTestFinished(async ({ task }) => {
      if (task.result?.state !== 'pass') await cleanUp(`HBase table ${another}`, () => hbase.dropTable(another));
    });
    await hbase.createTable(another, FAMILY);
    expect(await hbase.tables()).toContain(another);
    await hbase.dropTable(another);
    expect(await hbase.tables()).not.toContain(another);
  },
);

/** Puts fifty single rows, whose keys reach every region: when it returns, every region takes rows. */
async function putSpread(hbase: HBase, table: string): Promise<void> {
  for (let index = 0; index < 50; index++) await putReadings(hbase, table, [reading(1_000_000_000 + index)]);
}
