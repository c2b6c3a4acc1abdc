import { expect } from 'vitest';
import type { HBase } from '../../fixtures/hbase.ts';
import { Writer } from '../../fixtures/writer.ts';
import { cellsOf, putReadings, reading, test } from './hbase-table.ts';

/** Rows in one acknowledged request. */
const BATCH = 20;

test(
  'a region server is killed while rows are put: none that was acknowledged is lost, and its regions are served again',
  { tags: ['hbase→hdfs', 'hbase→zookeeper'] },
  async ({ hbase, table, kubernetes }) => {
    const served = await hbase.regions(table);
    const victim = served[0]?.server.split('.')[0] ?? '';
    const batch = (number: number) => Array.from({ length: BATCH }, (_, index) => reading(number * BATCH + index));
    const writer = new Writer((number) => putReadings(hbase, table, batch(number)));
    await writer.more(50);
    await kubernetes.crash(victim);
    await putSpread(hbase, table);
    await writer.more(50);
    await writer.stop();

    const stored = new Map((await hbase.scan(table)).map(({ row, column, value }) => [`${row} ${column}`, value]));
    const acknowledged = Array.from({ length: writer.acknowledged }, (_, number) => batch(number)).flat();
    expect(acknowledged.flatMap(cellsOf).filter(({ row, column, value }) => stored.get(`${row} ${column}`) !== value)).toEqual([]);
    expect((await hbase.regions(table)).map(({ startKey }) => startKey).sort()).toEqual(served.map(({ startKey }) => startKey).sort());
  },
);

/** Puts fifty single rows, whose keys reach every region: when it returns, every region takes rows. */
async function putSpread(hbase: HBase, table: string): Promise<void> {
  for (let index = 0; index < 50; index++) await putReadings(hbase, table, [reading(1_000_000_000 + index)]);
}
