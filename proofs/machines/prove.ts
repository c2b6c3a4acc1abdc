import { row, writeTable } from '../../docs/write-table.ts';
import { standingMachines, touchstone } from '../../harness/index.ts';
import type { Machines } from './installer.ts';
import { STATIONS } from './stations.ts';

// The installer's road, on machines made for it: from nothing to a cluster that a suite passes on, and back.

const standing = await standingMachines();
if (standing.length > 0) throw new Error('machines stand that somebody made: npm run machines -- down takes them away');
await touchstone(['machines', 'up', ...process.argv.slice(2)], { onLine: tell });
try {
  await writeTable('install.md', ['what was seen', 'took'], await goTheRoad(await made()));
} finally {
  await touchstone(['machines', 'down'], { onLine: tell });
}

async function made(): Promise<Machines> {
  const [controlPlane, ...workers] = await standingMachines();
  if (!controlPlane || workers.length === 0) throw new Error('two machines at least are wanted: npm run prove:machines -- 2');
  return { controlPlane, workers };
}

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

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
