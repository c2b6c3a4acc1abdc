import type { V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { FINGERPRINT_ANNOTATION } from '../model/release.ts';

/**
 * Whether a workload runs what was asked for, all of it and nothing else: its controller has seen the newest specification, every
 * replica is of it and ready, and none of an older one is left.
 */
export function isRolledOut({ metadata, spec, status }: V1Deployment | V1StatefulSet, fingerprint: string): boolean {
  if (spec?.template.metadata?.annotations?.[FINGERPRINT_ANNOTATION] !== fingerprint) return false;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)) return false;
  const wanted = spec.replicas ?? 1;
  return [status?.replicas, status?.updatedReplicas, status?.readyReplicas].every((count) => (count ?? 0) === wanted);
}
