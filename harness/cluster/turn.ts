import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { V1ConfigMap } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import type { Access } from './access.ts';
import { ifFree, ifThere } from './api.ts';
import { LABEL } from './label.ts';
import { byHand } from './place.ts';

/** A ConfigMap that is there while a run is at work in a namespace, from before it installs anything. */
export const TURN = 'touchstone-run-under-way';

/**
 * Takes a namespace for one run, of whatever host: of all that ask the API server to make an object of one name, one alone is told that it did.
 * @param overrules whether one that a run of this host left is taken for nobody's: this host's own lock says that no other is at work (host/lock.ts)
 * @returns what gives it back, and no other's @throws GroundFailure that names who has it
 */
export async function takeTurn(access: Access, overrules: boolean): Promise<() => Promise<void>> {
  const made = (await make(access)) ?? (overrules ? await makeAnew(access) : undefined);
  if (!made) throw await whoseItIs(access);
  return () => remove(made, access);
}

async function make({ api: { core }, namespace }: Access): Promise<V1ConfigMap | undefined> {
  const data = { ...thisHost(), since: new Date().toISOString() };
  return ifFree(core.createNamespacedConfigMap({ namespace, body: { metadata: { name: TURN, labels: { ...LABEL } }, data } }));
}

async function makeAnew(access: Access): Promise<V1ConfigMap | undefined> {
  const theirs = await read(access);
  if (theirs && !isOfThisHost(theirs)) return undefined;
  if (theirs) await remove(theirs, access);
  return make(access);
}

/** Removes a turn, unless another has been taken since. */
async function remove({ metadata }: V1ConfigMap, { api: { core }, namespace }: Access): Promise<void> {
  const body = metadata?.uid === undefined ? {} : { preconditions: { uid: metadata.uid } };
  await ifFree(ifThere(core.deleteNamespacedConfigMap({ name: TURN, namespace, body })));
}

async function whoseItIs(access: Access): Promise<GroundFailure> {
  const theirs = await read(access);
  const anew = theirs && isOfThisHost(theirs) ? '; or have the stack made anew: --fresh' : '';
  return new GroundFailure(
    `a run of host ${theirs?.data?.host ?? '?'} is at work in namespace ${access.namespace} since ${theirs?.data?.since ?? '?'}, or was killed there`,
    `Wait for it. If it is no more: ${byHand(access.place, 'delete', 'configmap', TURN)}${anew}.`,
  );
}

function read({ api: { core }, namespace }: Access): Promise<V1ConfigMap | undefined> {
  return ifThere(core.readNamespacedConfigMap({ name: TURN, namespace }));
}

function isOfThisHost({ data }: V1ConfigMap): boolean {
  return Object.entries(thisHost()).every(([key, value]) => data?.[key] === value);
}

/** Hosts of one name (`localhost`, a machine's copies) are told apart by systemd's id of the machine, where there is one (machine-id(5)). */
function thisHost(): Readonly<Record<string, string>> {
  return { host: hostname(), machine: machineId() };
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    return '';
  }
}
