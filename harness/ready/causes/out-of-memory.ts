import { containersOf, timeOf, type Classifier } from './cause.ts';

/** A container that the kernel killed because it passed its memory limit. */
export const outOfMemory: Classifier = ({ pod, since }) => {
  for (const { name, state, lastState } of containersOf(pod)) {
    const ended = state?.terminated ?? lastState?.terminated;
    if (ended?.reason !== 'OOMKilled' || timeOf(ended.finishedAt) < since) continue;
    const limit = pod.spec?.containers.find((container) => container.name === name)?.resources?.limits?.memory;
    return {
      reason: 'OOMKilled',
      message: `container ${name} was killed because it needs more memory than its limit${limit === undefined ? '' : ` of ${limit}`}`,
      mend: 'Raise resources.limits.memory in the chart’s values, or lower what the system takes (a JVM’s heap and metaspace).',
      patience: 0,
      container: name,
      logs: { container: name, previous: state?.terminated === undefined },
    };
  }
  return undefined;
};
