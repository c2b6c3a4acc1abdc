import { ApiException, type V1Node } from '@kubernetes/client-node';
import type { Api } from '../../cluster/api.ts';

/** The nodes that the stack's pods may come to. */
export interface WorkerNodes {
  /** None where the cluster doesn't tell this user of nodes, or has none yet that takes pods. */
  readonly names: readonly string[];
  /** Go's names, each once. */
  readonly architectures: readonly string[];
}

/** The nodes that are Ready and take pods like the stack's, which tolerate no taint. */
export async function workerNodes({ core }: Api): Promise<WorkerNodes> {
  const nodes = (await nodesTold(core)).filter(takesOurPods);
  const architectures = nodes.flatMap(({ status }) => status?.nodeInfo?.architecture ?? []);
  return { names: nodes.flatMap(({ metadata }) => metadata?.name ?? []), architectures: [...new Set(architectures)].sort() };
}

async function nodesTold(core: Api['core']): Promise<readonly V1Node[]> {
  try {
    return (await core.listNode()).items;
  } catch (error) {
    if (error instanceof ApiException && error.code === 403) return [];
    throw error;
  }
}

function takesOurPods({ spec, status }: V1Node): boolean {
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
  const tainted = (spec?.taints ?? []).some(({ effect }) => effect !== 'PreferNoSchedule');
  return ready && spec?.unschedulable !== true && !tainted;
}
