import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { row, writeTable } from '../../docs/write-table.ts';
import { kubectlFlags, registryImage, run, startRegistry, toolsThere, touchstone } from '../../harness/index.ts';
import { everythingOutside } from '../../suites/own-cluster/listing.ts';
import type { Administrator } from '../../suites/own-cluster/administrator.ts';
import { somebodysNamespace } from '../../suites/own-cluster/somebodys-namespace.ts';
import { localImage } from './images.ts';
import { makePlainCluster, removePlainCluster } from './plain-cluster.ts';
import { STEPS } from './steps.ts';

// The road of a vendor, whole: a cluster of two nodes that Touchstone did not make, a registry beside it, and accounts of least rights.

const { only } = new Command()
  .option('--only <pattern>', 'only steps whose names match, after images are pushed')
  .parse()
  .opts<{ only?: string }>();
const chosen = Object.entries(STEPS).filter(([name], index) => index === 0 || new RegExp(only ?? '').test(name));
if (chosen.length === 1 && only !== undefined) throw new Error(`no step's name matches --only "${only}"`);
const folder = await mkdtemp(join(tmpdir(), 'touchstone-own-cluster-'));
const undo: (() => Promise<void>)[] = [() => rm(folder, { recursive: true })];
try {
  const rows = await goTheRoad();
  if (only === undefined) await writeTable('own-cluster-proof.md', ['a vendor does', 'seen', 'took'], rows);
} finally {
  for (const step of undo.reverse()) await step();
}

async function goTheRoad(): Promise<string[]> {
  await touchstone(['images', '--quiet']);
  const [image, tools] = await Promise.all([registryImage(), toolsThere(AbortSignal.timeout(60_000))]);
  assert.ok(image, 'the engine has no image of a registry');
  assert.ok(tools, 'kind, kubectl or Helm cannot be had: `npm run up` gets them');
  const alone = await startRegistry(image, {}, (end) => undo.push(end));
  undo.push(() => removePlainCluster(tools));
  const { place, registry } = await makePlainCluster({ tools, node: await localImage('kind-node'), registry: alone, folder });
  const administrator: Administrator = { ...place, kubectl: tools.kubectl };
  const outside = (): ReturnType<typeof everythingOutside> =>
    everythingOutside((...args) => run(tools.kubectl, [...kubectlFlags(place), ...args]));

  const before = await outside();
  const [crowded, empty] = [await somebodysNamespace(administrator, 'crowded'), await somebodysNamespace(administrator, 'empty')];
  const road = { administrator, registry: `${registry.address}/lab`, folder, crowded: crowded.namespace, empty: empty.namespace };
  const rows: string[] = [];
  for (const [name, step] of chosen) {
    const begin = performance.now();
    const cells = [name, await step(road), `${((performance.now() - begin) / 1000).toFixed(0)} s`];
    process.stdout.write(`${cells.join(' · ')}\n`);
    rows.push(row(cells));
  }
  await crowded.remove();
  await empty.remove();
  assert.deepEqual(await outside(), before, 'something stays outside of the namespaces');
  return rows;
}
