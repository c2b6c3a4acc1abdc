import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { CommandError, type Given } from '../../harness/index.ts';
import { podWith } from './pod-with.ts';
import { makeProbe } from './probe.ts';
import { parties } from './standing.ts';
import { imageOfGateway, visit } from './visitor.ts';
import { wallAt, type Wall } from './wall.ts';

/** What the stack's pods reach outside of it: a pod of nobody's, which lets everybody in. */
export interface Leaving {
  readonly wall: Wall;
  /** What bash says in a pod of the stack that connects there: `connected`, or why not. */
  readonly words: (party: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** Seconds; a try that is dropped is made again after one and after three. */
const PATIENCE = 5;

/** Makes the pod of nobody's, and shows by a stranger that it is reached. */
export async function makeLeaving(target: Given, kubernetes: Kubernetes): Promise<Leaving> {
  const image = await imageOfGateway(kubernetes);
  const probe = await makeProbe(target, kubernetes, image, 'leaving');
  try {
    const visitor = { name: 'leaving-visits', namespace: target.namespace, labels: { app: 'stranger' } };
    const wall = wallAt(probe, await visit(target, visitor, image, [probe.left, probe.shut]));
    const pods = await kubernetes.podsOfCharts();
    const nameOf = (party: string): string => podWith(parties[party]?.labels ?? {}, pods, party).metadata?.name ?? '';
    return { wall, words: (party) => connectFrom(nameOf(party), probe.left, kubernetes), end: probe.remove };
  } catch (error) {
    await probe.remove();
    throw error;
  }
}

async function connectFrom(pod: string, address: string, kubernetes: Kubernetes): Promise<string> {
  const attempt = `timeout ${PATIENCE} bash -c 'exec 3<>/dev/tcp/${address.replace(':', '/')}' && echo connected`;
  try {
    return (await kubernetes.exec(pod, 'bash', '-c', attempt)).trim();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.output.find((line) => line.includes('/dev/tcp')) ?? `no answer within ${PATIENCE} s`;
  }
}
