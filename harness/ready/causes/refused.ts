import type { CoreV1Event, V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { classifyRefusal } from '../../model/refusal.ts';
import { eventTime, type Cause } from './cause.ts';

/** A controller asks again, and a quota counts anew, within seconds; in milliseconds. */
const PATIENCE = 5_000;

/**
 * Pods, or their claims, that the API server does not let a workload's controller make: over a quota, against what the namespace enforces. A Deployment says so by a
 * condition, a StatefulSet by events only.
 * @param events those of the workload itself
 * @param since what was said before (milliseconds since the epoch) may have been mended
 */
export function refused(workload: V1Deployment | V1StatefulSet, events: readonly CoreV1Event[], since: number): Cause | undefined {
  const condition = (workload.status?.conditions ?? []).find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  const words = condition?.message ?? newestWords(events.filter((event) => eventTime(event) >= since));
  if (words === undefined) return undefined;
  const { by, mend } = classifyRefusal(words);
  return {
    reason: condition?.reason ?? 'FailedCreate',
    message: `no pod can be made${by === 'something' ? '' : ` (${by})`}: ${words}`,
    mend,
    patience: PATIENCE,
  };
}

/** What a workload's controller said last of a pod or claim that it could not make. */
export function newestWords(events: readonly CoreV1Event[]): string | undefined {
  const failures = events.filter(({ reason }) => reason === 'FailedCreate');
  return failures.sort((a, b) => eventTime(b) - eventTime(a))[0]?.message;
}
