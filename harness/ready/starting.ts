import { timeOf, type PodHistory } from './causes/cause.ts';
import { nodeOnItsWay } from './causes/unschedulable.ts';
import { lastPulled, pullsUnderWay } from './pulls.ts';

/**
 * Since when a pod has had all that it needs to start, in milliseconds since the epoch by the cluster's clock: a node, and its images. Undefined while it waits
 * for a node that is being made, or for an image that is being pulled, which may take as long as they take.
 */
export function startingSince({ pod, events, since }: PodHistory): number | undefined {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return nodeOnItsWay(events) ? undefined : since;
  if (pullsUnderWay(events).length > 0) return undefined;
  return Math.max(since, timeOf(scheduled?.lastTransitionTime), lastPulled(events));
}
