import { connects } from '../../fixtures/connects.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { Given } from '../../harness/index.ts';
import { isThere, podWith } from './pod-with.ts';
import { makeProbe } from './probe.ts';
import { parties } from './standing.ts';
import { imageOfGateway, visit } from './visitor.ts';
import { wallAt, type Wall } from './wall.ts';

/** What the stack's pods reach outside of it: a pod of nobody's, which lets everybody in. */
export interface Leaving {
  readonly wall: Wall;
  /** Whether there is such a pod here: an overlay may have it. */
  readonly isThere: (party: string) => boolean;
  /** What bash says in a pod of the stack that connects there: `connected`, or why not. @throws CommandError where it could not be tried */
  readonly words: (party: string) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** Makes the pod of nobody's, and shows by a stranger that it is reached. */
export async function makeLeaving(target: Given, kubernetes: Kubernetes): Promise<Leaving> {
  const image = await imageOfGateway(kubernetes);
  const probe = await makeProbe(target, kubernetes, image, 'leaving');
  try {
    const visitor = { name: 'leaving-visits', namespace: target.namespace, labels: { app: 'stranger' } };
    const wall = wallAt(probe, await visit(target, visitor, image, [probe.left, probe.shut]));
    const pods = await kubernetes.podsOfCharts();
    const nameOf = (party: string): string => podWith(parties[party]?.labels ?? {}, pods, party).metadata?.name ?? '';
    const words = (party: string): Promise<string> => connects(probe.left, (...command) => kubernetes.exec(nameOf(party), ...command));
    return { wall, isThere: (party) => isThere(parties[party] ?? { labels: {} }, target), words, end: probe.remove };
  } catch (error) {
    await probe.remove();
    throw error;
  }
}
