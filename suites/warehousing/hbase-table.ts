import { createHash } from 'node:crypto';
import { nameForFile } from '../../fixtures/file-name.ts';
import { withHBase, type HBase, type HBaseCell } from '../../fixtures/hbase.ts';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { test as base } from './test.ts';

/** Regions that the table is split into before anything is written. */
export const REGIONS = 6;
export const FAMILY = 'f';

/** A reading of a sensor, as the tests write it: its row key is spread over all regions. */
export interface Reading {
  readonly row: string;
  readonly sensor: string;
  readonly amount: number;
}

/** Reading number `index`. */
export function reading(index: number): Reading {
  const row = createHash('sha256').update(String(index)).digest('hex').slice(0, 16);
  return { row, sensor: `sensor-${String(index % 100).padStart(2, '0')}`, amount: (index * 7919) % 1_000 };
}

/** The cells of a reading, in the order in which HBase gives them. */
export function cellsOf({ row, sensor, amount }: Reading): HBaseCell[] {
  return [
    { row, column: `${FAMILY}:amount`, value: String(amount) },
    { row, column: `${FAMILY}:sensor`, value: sensor },
  ];
}

/** Writes readings, several thousand rows a request. */
export async function putReadings(hbase: HBase, table: string, readings: readonly Reading[], batch = 5_000): Promise<void> {
  for (let start = 0; start < readings.length; start += batch) {
    await hbase.put(table, readings.slice(start, start + batch).flatMap(cellsOf));
  }
}

/** The suite's tests with an HBase table of the file's own, split before anything is written to it. */
export const test = base.extend(...withHBase).extend('table', { scope: 'file' }, async ({ kubernetes, hbase, target }, { onCleanup }) => {
  const name = nameForFile('w', target.runId);
  onCleanup(() => cleanUp(`HBase table ${name}`, () => hbase.dropTable(name)));
  const [rest = ''] = await kubernetes.podNames('hbase-rest');
  // REST can't split a table that it makes; HBase's own tool can.
  const splitter = `HEAP=64m bash /etc/hbase/hbase.sh org.apache.hadoop.hbase.util.RegionSplitter -c ${REGIONS} -f ${FAMILY} ${name} HexStringSplit`;
  await kubernetes.exec(rest, 'bash', '-c', splitter);
  return name;
});
