import type { V1Node } from '@kubernetes/client-node';
import { takesPods } from './preflight/nodes.ts';

/** The nodes that the stack's pods may come to. */
export interface WorkerNodes {
  /** None where the cluster doesn't tell this user of nodes, or has none yet that takes pods. */
  readonly names: readonly string[];
  /** Go's names, each once. */
  readonly architectures: readonly string[];
}

/** Those of the nodes that take pods like the stack's, which tolerate no taint. @param told none where the user may not list them */
export function workersAmong(told: readonly V1Node[] = []): WorkerNodes {
  const nodes = told.filter(takesPods);
  const architectures = nodes.flatMap(({ status }) => status?.nodeInfo?.architecture ?? []);
  return { names: nodes.flatMap(({ metadata }) => metadata?.name ?? []), architectures: [...new Set(architectures)].sort() };
}
