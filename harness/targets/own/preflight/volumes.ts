import type { V1Node, V1PersistentVolume } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import type { Demand } from './demand.ts';
import { takesPods } from './nodes.ts';

interface Where {
  readonly namespace: string;
  readonly nodes: readonly V1Node[];
}

/** Whether volumes that somebody made for the claims of a namespace can be what these want. @param volumes undefined where they can't be listed */
export function examineVolumes(
  demands: readonly Demand[],
  volumes: readonly V1PersistentVolume[] | undefined,
  { namespace, nodes }: Where,
): Finding[] {
  const asked = new Set(demands.flatMap(({ claims }) => claims.flatMap(({ spec }) => spec?.storageClassName ?? [])));
  const meant = (volumes ?? []).filter(({ spec }) => spec?.claimRef?.namespace === namespace && asked.has(spec.storageClassName ?? ''));
  const taking = nodes.filter(takesPods).length;
  const released = meant.filter(({ status }) => status?.phase === 'Released');
  const anywhere = taking > 1 ? meant.filter(({ spec }) => spec?.hostPath && !spec.nodeAffinity) : [];
  return [
    ...finding(
      released,
      'waits for a claim that is gone (Released), and is given to no other',
      'Empty what it is (or keep it), delete the volume, and apply the file with it again: docs/storage.md.',
    ),
    ...finding(
      anywhere,
      `is a folder of whichever node a pod is on, and ${taking} nodes take pods: one that comes to another finds its data gone`,
      'Take disks (--overlay storage-local), or give each volume the nodeAffinity of the node that has its folder.',
    ),
  ];
}

function finding(volumes: readonly V1PersistentVolume[], what: string, mend: string): Finding[] {
  const [first, ...others] = volumes.map(({ metadata }) => metadata?.name ?? '');
  if (first === undefined) return [];
  const names = others.length === 0 ? first : `${first}, as ${others.length} others,`;
  return [{ what: 'volumes', state: 'missing', detail: `${names} ${what}`, mend }];
}
