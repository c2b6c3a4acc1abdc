import type {
  KubernetesObject,
  V1Deployment,
  V1PersistentVolumeClaim,
  V1PodSpec,
  V1PodTemplateSpec,
  V1StatefulSet,
} from '@kubernetes/client-node';
import { objectsIn } from '../../../cluster/manifest.ts';
import type { RenderedRelease } from '../../../install/render.ts';
import { amountOf } from '../../../model/quantity.ts';

/** The pods that a workload will make, and the claims of each. */
export interface Demand {
  /** "StatefulSet kafka" */
  readonly workload: string;
  readonly replicas: number;
  readonly template: V1PodTemplateSpec;
  readonly claims: readonly V1PersistentVolumeClaim[];
}

/** What the pods of releases will ask for, workload by workload. */
export function demandsOf(releases: readonly Pick<RenderedRelease, 'manifest'>[]): Demand[] {
  return releases.flatMap(({ manifest }) => objectsIn(manifest).flatMap((object) => demandOf(object) ?? []));
}

function demandOf(object: KubernetesObject): Demand | undefined {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return undefined;
  const { kind, metadata, spec } = object as V1Deployment & V1StatefulSet;
  if (!spec) return undefined;
  const claims = kind === 'StatefulSet' ? (spec.volumeClaimTemplates ?? []) : [];
  return { workload: `${kind ?? ''} ${metadata?.name ?? ''}`, replicas: spec.replicas ?? 1, template: spec.template, claims };
}

/** What a pod counts for: of its containers together, or of one that runs before them, whichever is more. Cores, or bytes. */
export function podAmount(spec: V1PodSpec | undefined, of: 'requests' | 'limits', resource: 'cpu' | 'memory'): number {
  const amounts = (containers: V1PodSpec['containers'] | undefined): number[] =>
    (containers ?? []).map(({ resources }) => {
      const said = resources?.[of]?.[resource] ?? (of === 'requests' ? resources?.limits?.[resource] : undefined);
      return said === undefined ? 0 : amountOf(said);
    });
  return Math.max(
    amounts(spec?.containers).reduce((sum, amount) => sum + amount, 0),
    ...amounts(spec?.initContainers),
  );
}

/** The storage that a claim asks for, in bytes. */
export function claimAmount({ spec }: Pick<V1PersistentVolumeClaim, 'spec'>): number {
  return amountOf(spec?.resources?.requests?.storage ?? '0');
}
