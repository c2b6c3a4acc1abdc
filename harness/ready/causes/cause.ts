import type { CoreV1Event, V1ContainerStateTerminated, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** What a pod's trouble was recognised from: objects as the API server gives them, and a moment by its clock (ms since the epoch). */
export interface PodHistory {
  readonly pod: V1Pod;
  /** Events whose involved object is the pod or one of its claims. */
  readonly events: readonly CoreV1Event[];
  /** What happened before this moment is not this wait's business. */
  readonly since: number;
  /** Whether something may make a node for a pod that fits on none. */
  readonly nodesMayCome?: boolean;
}

/** Why a pod does not become ready. */
export interface Cause {
  /** One word, as Kubernetes has it where it has one: ImagePullBackOff, OOMKilled, Unschedulable … */
  readonly reason: string;
  /** A sentence: what happened, to which container. */
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** How long the trouble must last before waiting on is pointless, in milliseconds; 0 where it is final from the start. */
  readonly patience: number;
  /** The container that it is about, where it is about one. */
  readonly container?: string;
  /** The container whose last log lines tell more, and whether those of its previous run do. */
  readonly logs?: { readonly container: string; readonly previous: boolean };
}

/** Recognises one kind of trouble in a pod's history; a pure function. */
export type Classifier = (history: PodHistory) => Cause | undefined;

/** Statuses of a pod's containers, initialising ones first. */
export function containersOf(pod: V1Pod): readonly V1ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

/** Whether a container's start failed before its program ran, in containerd's word for it. */
export function neverRan(ended: V1ContainerStateTerminated | undefined): boolean {
  return ended?.reason === 'StartError';
}

/** Milliseconds since the epoch of what the client gives as a date, or as text where it was read from a recording; 0 for none. */
export function timeOf(moment: Date | string | undefined): number {
  return moment === undefined ? 0 : new Date(moment).getTime();
}

/** When an event was last seen. */
export function eventTime(event: CoreV1Event): number {
  return timeOf(
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? event.metadata.creationTimestamp,
  );
}
