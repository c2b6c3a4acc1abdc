import { timeOf, type Classifier } from './cause.ts';

/** A pod that its node threw out: its disk or its memory ran short. */
export const evicted: Classifier = ({ pod, since }) => {
  const begunAt = timeOf(
    pod.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')?.lastTransitionTime ?? pod.status?.startTime,
  );
  if (pod.status?.phase !== 'Failed' || pod.status.reason !== 'Evicted' || begunAt < since) return undefined;
  const disk = /ephemeral-storage|disk|inodes/i.test(pod.status.message ?? '');
  return {
    reason: 'Evicted',
    message: `the node threw the pod out${disk ? ' because its disk is nearly full' : ''}: ${pod.status.message ?? ''}`,
    mend: disk
      ? 'Free disk on the host (docker system df shows who has it) and run again.'
      : 'Give the node more memory, or run fewer suites at once.',
    patience: 0,
  };
};
