import type { V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { FINGERPRINT_ANNOTATION } from '../model/release.ts';

/**
 * Whether a workload runs what was asked for, all of it and nothing else: its controller has seen the newest specification, every
 * replica is of it and ready, and none of an older one is left.
 * @param least how many replicas it has at least: one that somebody has scaled to none is not there
 */
export function isRolledOut({ metadata, spec, status }: V1Deployment | V1StatefulSet, fingerprint: string, least: number): boolean {
  if (spec?.template.metadata?.annotations?.[FINGERPRINT_ANNOTATION] !== fingerprint) return false;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)) return false;
  const wanted = Math.max(spec.replicas ?? 1, least);
  return [status?.replicas, status?.updatedReplicas, status?.readyReplicas].every((count) => (count ?? 0) === wanted);
}
