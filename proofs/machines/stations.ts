import { keepInMind, resetLeavesItAsItWas } from './as-it-was.ts';
import { allReady, writeIntoClaim } from './cluster.ts';
import { install, join, refuses, type Machines } from './installer.ts';
import { leaveAndJoinAgain, startAgain } from './return.ts';
import { runSuite } from './suite.ts';
import { upgrade } from './upgrade.ts';

/** One thing that must hold on machines that went through those before it. @throws Error that says what did not */
type Station = (machines: Machines) => Promise<unknown>;

/** The road, in this order. */
export const STATIONS: Readonly<Record<string, Station>> = {
  'what lacks is named before anything is changed': lookFirst,
  'control-plane.sh, from a bare machine to a node that takes pods': ({ controlPlane }) => install(controlPlane, 'control-plane.sh'),
  'control-plane.sh again: nothing is written': againChangesNothing,
  'worker.sh on each of the others, until all nodes and Kubernetes’ own pods are Ready': joinAll,
  'a claim is bound, a pod writes into it, and finds a Service by its name': writeIntoClaim,
  'the images of a suite onto the workers, and its part that passes from this host': runSuite,
  'a worker is reset, and is as it was; a token that has run out is told; with a new one it joins again': leaveAndJoinAgain,
  'every machine starts again, is Ready, and the claim has what was written': startAgain,
  'upgrade.sh on each, a worker that was not drained refused; the claim has what was written': upgrade,
  'the control plane is reset, and is as it was': ({ controlPlane }) => resetLeavesItAsItWas(controlPlane),
};

async function lookFirst({ controlPlane, workers }: Machines): Promise<void> {
  await Promise.all([controlPlane, ...workers].map(keepInMind));
  await refuses(controlPlane, 'control-plane.sh --from /media/install', '[cgroups]', '[clock]', '[cpus]', 'nothing was changed');
}

async function againChangesNothing({ controlPlane }: Machines): Promise<void> {
  const said = await install(controlPlane, 'control-plane.sh');
  const wrote = said.split('\n').filter((line) => line.startsWith('  wrote /') && !line.includes('join.yaml'));
  if (wrote.length > 0) throw new Error(`a second run wrote:\n${wrote.join('\n')}`);
}

async function joinAll(machines: Machines): Promise<void> {
  await Promise.all(machines.workers.map((worker) => join(machines, worker)));
  await allReady(machines);
}
