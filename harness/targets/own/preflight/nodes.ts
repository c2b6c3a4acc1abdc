import type { V1Node } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';

/** Whether pods that tolerate nothing may be put on a node: it runs Linux, is Ready, not cordoned off, and has no taint that keeps them away. */
export function takesPods({ spec, status }: V1Node): boolean {
  if (status?.nodeInfo?.operatingSystem === 'windows') return false;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  return (
    ready && spec?.unschedulable !== true && !(spec?.taints ?? []).some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute')
  );
}

/** How many nodes take pods, of which architecture, and what keeps pods from the others. */
export function examineNodes(nodes: readonly V1Node[]): Finding[] {
  const taking = nodes.filter(takesPods);
  const others = nodes.filter((node) => !takesPods(node));
  const architectures = [...new Set(taking.map(({ status }) => status?.nodeInfo?.architecture ?? 'unknown'))].sort();
  const aside =
    others.length === 0 ? '' : `; not counted: ${others.map((node) => `${node.metadata?.name ?? ''} (${whyNot(node)})`).join(', ')}`;
  if (taking.length === 0)
    return [
      {
        what: 'nodes',
        state: grows(nodes) ? 'not known' : 'missing',
        detail: `none takes pods now${aside}`,
        mend: 'Uncordon one, take a taint away, or let the autoscaler make one.',
      },
    ];
  const many: Finding = {
    what: 'architecture',
    state: 'not known',
    detail: `nodes are of ${architectures.join(' and ')}: every image must be there for each`,
  };
  const detail = `${taking.length} of ${nodes.length} take pods (${architectures.join(', ')})${aside}`;
  return [{ what: 'nodes', state: 'ok', detail }, ...(architectures.length > 1 ? [many] : [])];
}

function whyNot({ spec, status }: V1Node): string {
  if (status?.nodeInfo?.operatingSystem === 'windows') return 'runs Windows';
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') return `not Ready: ${ready?.message ?? 'it says nothing'}`;
  if (spec?.unschedulable === true) return 'cordoned off';
  return `tainted ${(spec?.taints ?? []).map(({ key }) => key).join(', ')}`;
}

/** Labels of nodes that a pool of a cloud, or Karpenter, made: an autoscaler may make more. */
const POOLS =
  /^(karpenter\.sh\/|eks\.amazonaws\.com\/|cloud\.google\.com\/gke-nodepool|kubernetes\.azure\.com\/|cluster\.x-k8s\.io\/|doks\.digitalocean\.com\/)/;

/** Whether the cluster may be one that makes nodes when pods need them. */
export function grows(nodes: readonly V1Node[]): boolean {
  return nodes.length === 0 || nodes.some(({ metadata }) => Object.keys(metadata?.labels ?? {}).some((label) => POOLS.test(label)));
}
