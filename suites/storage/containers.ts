import type { V1Pod } from '@kubernetes/client-node';

/** By which a container that was started again is told. */
export function containersOf(pod: V1Pod | undefined): (string | undefined)[] | undefined {
  return pod?.status?.containerStatuses?.map(({ containerID }) => containerID);
}
