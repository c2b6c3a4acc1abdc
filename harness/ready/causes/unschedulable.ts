import { timeOf, type Classifier } from './cause.ts';

/** A pod that fits on no node. It is given a few seconds, in which an older pod that is on its way out may make room. */
export const unschedulable: Classifier = ({ pod }) => {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return undefined;
  const requests = (pod.spec?.containers ?? []).map(
    ({ name, resources }) => `${name} requests ${resources?.requests?.cpu ?? 'no'} CPU and ${resources?.requests?.memory ?? 'no'} memory`,
  );
  return {
    reason: 'Unschedulable',
    message: `no node takes the pod (${requests.join(', ')}): ${scheduled.message ?? ''}`,
    mend: 'Give the cluster more room, run fewer suites at once, or lower the chart’s requests.',
    patience: 8_000,
    begunAt: timeOf(scheduled.lastTransitionTime),
  };
};
