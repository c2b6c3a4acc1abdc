import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { row, writeTable } from '../../docs/write-table.ts';
import { NFS_SERVER_IMAGE, ROOT, loadImages, shellOf, touchstone, type Machine, type Results } from '../../harness/index.ts';
import { loadFaults } from '../load-faults.ts';
import type { Machines } from '../machines/installer.ts';
import { onMachines } from '../machines/on-machines.ts';
import { proveRounds } from '../prove-round.ts';
import { tell } from '../tell.ts';
import { follow } from './documents.ts';

// Volumes that are folders of an NFS server, mounted by kernels that can: the suite storage passes on a cluster of machines, and sees what is broken for it.
// Cluster, server and volumes are made by what docs/install.md and docs/storage.md say.

const WHAT = ['--suite', 'storage', '--overlay', 'storage-nfs'];
/** What docs/install.md writes. */
const KUBECONFIG = join(ROOT, 'machines.kubeconfig');

const { grep } = new Command().option('--grep <pattern>', 'only tests whose names match', '').parse().opts<{ grep: string }>();
// A Ctrl-C ends what is under way, and the machines go then.
const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error('interrupted')));
if (existsSync(KUBECONFIG)) throw new Error(`${KUBECONFIG} is there, and would be written over: it is somebody's`);
await onMachines(makeCluster, proveOnNfs).finally(() => rm(KUBECONFIG, { force: true }));

async function makeCluster(): Promise<void> {
  await follow('docs/install.md', {}, signal);
}

async function proveOnNfs({ controlPlane }: Machines): Promise<void> {
  await follow('docs/storage.md', { KUBECONFIG, NFS_SERVER_IMAGE: await loadServer(controlPlane) }, signal);
  await touchstone(['machines', 'load', ...WHAT], { signal, onLine: tell });
  await touchstone(['test', '--kubeconfig', KUBECONFIG, ...WHAT, '--grep', grep], { signal, onLine: tell });
  await writeTable('storage.md', ['on NFS', 'took'], await rowsOfRun());
  await seeFaults();
}

/** Puts the server's image where it is to run: no machine has a registry to pull from. @returns its reference */
async function loadServer(machine: Machine): Promise<string> {
  const listed = await touchstone(['images', '--quiet'], { signal });
  const line = listed.split('\n').find((each) => each.startsWith(`${NFS_SERVER_IMAGE} `));
  const image = line?.split(/\s+/)[2];
  if (image === undefined) throw new Error(`no image ${NFS_SERVER_IMAGE} is among them:\n${listed}`);
  await loadImages([image], { name: machine.name, words: shellOf(machine) }, signal);
  return image;
}

/** What ran and passed. */
async function rowsOfRun(): Promise<string[]> {
  const { tests } = JSON.parse(await readFile(join(ROOT, 'results', 'latest', 'results.json'), 'utf8')) as Results;
  const passed = tests.filter(({ status }) => status === 'passed');
  return passed.map(({ name, duration }) => row([name, `${(duration / 1000).toFixed(0)} s`]));
}

/** @throws Error when one is missed */
async function seeFaults(): Promise<void> {
  const rounds = await loadFaults();
  const chosen = rounds
    .filter(({ onNfs }) => onNfs)
    .map(({ faults, flags }) => ({ faults, flags: [...flags, '--kubeconfig', KUBECONFIG] }));
  const all = rounds.flatMap(({ faults }) => faults);
  const outcomes = await proveRounds(chosen, all, signal);
  const seen = outcomes.filter(({ became }) => became === 'seen').length;
  if (seen < outcomes.length) throw new Error(`${seen} of ${outcomes.length} faults were seen`);
}
