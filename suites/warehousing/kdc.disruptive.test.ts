import { expect } from 'vitest';
import { cellsOf, putReadings, reading, test, type Reading } from './hbase-table.ts';

/** Rows in one acknowledged request. */
const BATCH = 20;

function batch(number: number): Reading[] {
  return Array.from({ length: BATCH }, (_, index) => reading(number * BATCH + index));
}

test(
  'the KDC is away while rows are put, and a region server that starts when it is back serves them',
  { tags: ['hbase→hdfs'], timeout: 300_000 },
  async ({ hbase, table, target, disruption, keepWriting, skip }) => {
    const hasKdc = target.releases.some(({ workloads }) => workloads.some(({ selector }) => selector.app === 'kdc'));
    skip(!hasKdc, 'nobody asks for tickets here: the overlays kerberos and secure have a KDC');
    const writer = keepWriting((number) => putReadings(hbase, table, batch(number)));
    await disruption.whileAway('kdc', () => writer.more(50));
    await disruption.replacePod('hbase-regionserver-0');
    await writer.more(50);
    await writer.stop();

    const stored = new Map((await hbase.scan(table)).map(({ row, column, value }) => [`${row} ${column}`, value]));
    const acknowledged = Array.from({ length: writer.acknowledged }, (_, number) => batch(number)).flat();
    expect(acknowledged.flatMap(cellsOf).filter(({ row, column, value }) => stored.get(`${row} ${column}`) !== value)).toEqual([]);
  },
);
