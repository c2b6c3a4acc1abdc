import type { ProvidedContext } from 'vitest';
import type { Access } from '../cluster/access.ts';
import type { Place } from '../cluster/place.ts';
import type { Door } from '../model/door.ts';
import type { Release } from '../model/release.ts';
import type { StackPart } from '../model/stack.ts';
import { unseenEdges } from '../model/unseen.ts';

/** What a test file is given of the run that it is part of; fixtures read it with vitest's inject('target'). */
export interface Given extends Place {
  readonly runId: string;
  /** Address of the gateway, its token included: an HTTP proxy whose CONNECT reaches every service by its cluster name. */
  readonly gateway: string;
  /** Path of the kubectl that the harness uses. */
  readonly kubectl: string;
  /** Size of the data that suites make: `tiny`, or a TPC-H scale factor. */
  readonly scale: string;
  /** References of the images that this host's engine has, by name; empty where the cluster is not one of this host. */
  readonly images: Readonly<Record<string, string>>;
  /** The Helm releases that stand, so that a test can wait until they are usable again. */
  readonly releases: readonly Release[];
  /** Systems that are there already, and nobody's of the run's. */
  readonly existing: readonly string[];
  /** Edges that a test can't look into, because of those, each with the reason. */
  readonly unseen: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly target: Given;
  }
  /** What a test says of itself beside how it ends. */
  interface TaskMeta {
    door?: Door;
  }
}

/** Where tests find a stack, and what a run says of them. */
interface Circumstances {
  readonly cluster: { readonly access: Access; readonly hostImages: Given['images'] };
  readonly door: { readonly url: string };
  readonly plan: Pick<StackPart, 'stack' | 'existing'>;
  readonly releases: readonly Release[];
  readonly asked: { readonly scale: string };
  readonly runId: string;
  /** From 1; what tests make in each has names of its own. */
  readonly round: number;
}

/** What tests find with inject() in a round. */
export function given({ cluster, door, plan, releases, asked, runId, round }: Circumstances): Partial<ProvidedContext> {
  const { place, tools } = cluster.access;
  const plain = releases.map(({ system, chart, values, workloads, configMaps, fingerprint }) => ({
    system,
    chart,
    values,
    workloads,
    configMaps,
    fingerprint,
  }));
  const target: Given = {
    ...place,
    runId: round === 1 ? runId : `${runId}-${round}`,
    gateway: door.url,
    kubectl: tools.kubectl,
    scale: asked.scale,
    images: cluster.hostImages,
    releases: plain,
    existing: Object.keys(plan.existing ?? {}),
    unseen: unseenEdges(plan),
  };
  return { target };
}
