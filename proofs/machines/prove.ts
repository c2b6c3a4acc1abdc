import { row, writeTable } from '../../docs/write-table.ts';
import { touchstone } from '../../harness/index.ts';
import { tell } from '../tell.ts';
import type { Machines } from './installer.ts';
import { onMachines } from './on-machines.ts';
import { STATIONS } from './stations.ts';

// The installer's road, on machines made for it: from nothing to a cluster that a suite passes on, and back.

const make = (): Promise<unknown> => touchstone(['machines', 'up', ...process.argv.slice(2)], { onLine: tell });
await writeTable('install.md', ['what was seen', 'took'], await onMachines(make, goTheRoad));

async function goTheRoad(machines: Machines): Promise<string[]> {
  const rows: string[] = [];
  for (const [name, pass] of Object.entries(STATIONS)) {
    const begin = performance.now();
    await pass(machines);
    const cells = [name, `${((performance.now() - begin) / 1000).toFixed(0)} s`];
    process.stdout.write(`${cells.join(': passed, ')}\n`);
    rows.push(row(cells));
  }
  return rows;
}
