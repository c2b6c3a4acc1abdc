import type { CoreV1Event, V1PodCondition } from '@kubernetes/client-node';
import { eventTime, type Classifier } from './cause.ts';

/** Event reasons that say that a claim gets no volume, or that a volume does not reach the pod. */
const CLAIM_TROUBLE = new Set(['ProvisioningFailed', 'FailedBinding']);
const MOUNT_TROUBLE = new Set(['FailedMount', 'FailedAttachVolume']);
/**
 * A node may read what its pods name; on a busy control plane it asks before the API server has heard that the pod is its own, or gives
 * up after a second on the answer; and a claim gets its volume and the word "bound" in two steps, between which the kubelet may look. It asks
 * again by itself; what is really missing it calls "not found", and a pod whose claim gets no volume is given to no node.
 */
const ASKS_AGAIN = /no relationship found between node|failed to sync (configmap|secret) cache|PVC is not bound/;

/**
 * What a provisioner says that has waited for a volume in vain and makes another attempt: rancher/local-path-provisioner, and those of CSI, whose codes of
 * gRPC for that are these.
 */
const TRIES_AGAIN = /create process timeout|DeadlineExceeded|ResourceExhausted|Unavailable|Aborted|timed out|throttl/i;

/**
 * What the attaching of a volume says of what mends itself: another node has not let go of it yet, its driver is not there yet on a node that has just come, the
 * cloud takes its time. Attachments were seen to succeed a minute after such words (kubernetes/kubernetes#96142).
 */
const ATTACHES_LATER =
  /Multi-Attach error|AttachVolume\.Attach failed|VolumeAttachment|not found in the list of registered CSI drivers|DeadlineExceeded|deadline exceeded|Unavailable|Aborted|timed out/;

/** How long a volume may take on its way to a node, in milliseconds, and how long what is not likely to mend itself is looked at. */
const ATTACH_PATIENCE = 120_000;
const PATIENCE = 8_000;

/** A volume claim that is not bound. */
export const unboundClaim: Classifier = ({ pod, events }) => {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'True') return undefined;
  const [trouble] = events
    .filter(({ reason, involvedObject }) => involvedObject.kind === 'PersistentVolumeClaim' && CLAIM_TROUBLE.has(reason ?? ''))
    .sort((a, b) => eventTime(b) - eventTime(a));
  const complains = /persistentvolumeclaim|PersistentVolumeClaims|persistent volumes to bind/i.test(scheduled?.message ?? '');
  if (!trouble && !complains) return undefined;
  const claims = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim ? [persistentVolumeClaim.claimName] : [],
  );
  return {
    reason: trouble?.reason ?? 'Unbound',
    message: `the volume claim ${trouble?.involvedObject.name ?? claims.join(', ')} is not bound: ${trouble?.message ?? scheduled?.message ?? ''}`,
    mend: 'Does the cluster have the StorageClass that the claim asks for (kubectl get storageclass), and a default one where it asks for none?',
    patience: patienceWith(trouble, scheduled),
  };
};

/**
 * A provisioner may take its time over a volume; once it has said that it can't make one, little speaks for waiting. While the scheduler has a node for the pod and
 * says nothing of it yet, provisioner and scheduler are still at it (WaitForFirstConsumer), which on a busy node was seen to take five minutes.
 */
function patienceWith(trouble: CoreV1Event | undefined, scheduled: V1PodCondition | undefined): number {
  if (trouble && !TRIES_AGAIN.test(trouble.message ?? '')) return 6_000;
  return scheduled ? 60_000 : Number.POSITIVE_INFINITY;
}

/** A volume that cannot be mounted: a ConfigMap or Secret that is not there, or storage that the node cannot reach. */
export const failedMount: Classifier = ({ pod, events, since }) => {
  if (pod.status?.phase !== 'Pending') return undefined;
  const attached = Math.max(0, ...events.filter(({ reason }) => reason === 'SuccessfulAttachVolume').map(eventTime));
  const [trouble] = events
    .filter(({ reason, message }) => MOUNT_TROUBLE.has(reason ?? '') && !ASKS_AGAIN.test(message ?? ''))
    .filter((event) => eventTime(event) >= since && !(event.reason === 'FailedAttachVolume' && eventTime(event) <= attached))
    .sort((a, b) => eventTime(b) - eventTime(a));
  if (!trouble) return undefined;
  return {
    reason: trouble.reason ?? 'FailedMount',
    message: trouble.message ?? 'a volume cannot be mounted',
    mend: 'Is what the volume names in the namespace, and can the node reach the storage?',
    patience: ATTACHES_LATER.test(trouble.message ?? '') ? ATTACH_PATIENCE : PATIENCE,
  };
};
