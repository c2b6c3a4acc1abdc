import { patienceAfter } from './busy-node.ts';
import { containersOf, type Classifier } from './cause.ts';

const REASONS = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError', 'PreCreateHookError', 'StartError']);

/** A container that cannot even be made: a Secret, a key or a command that is not there. */
export const containerConfig: Classifier = ({ pod }) => {
  for (const { name, state } of containersOf(pod)) {
    const waiting = state?.waiting;
    if (!waiting?.reason || !REASONS.has(waiting.reason)) continue;
    return {
      reason: waiting.reason,
      message: `container ${name} cannot be made: ${waiting.message ?? 'no reason given'}`,
      mend: 'Compare the chart with the Secrets and ConfigMaps in the namespace, and with the image’s contract in images/images.yaml.',
      patience: patienceAfter(waiting.message, 5_000),
      container: name,
    };
  }
  return undefined;
};
