import type { CoreV1Event, V1ContainerStateTerminated } from '@kubernetes/client-node';
import { patienceAfter } from './busy-node.ts';
import { containersOf, neverRan, timeOf, type Classifier } from './cause.ts';

/** A container that ends by itself although it should run: the charts' programs wait for what they need, so one crash is one too many. */
export const crash: Classifier = ({ pod, events, since }) => {
  for (const { name, state, lastState, restartCount } of containersOf(pod)) {
    const ended = state?.terminated ?? lastState?.terminated;
    const loops = state?.waiting?.reason === 'CrashLoopBackOff';
    if (!ended || (!loops && (ended.exitCode === 0 || timeOf(ended.finishedAt) < since))) continue;
    if (neverRan(ended) && state?.running) continue; // of such a start nothing is left once the program runs
    const again = loops ? `, and again after ${restartCount === 1 ? 'a restart' : `${restartCount} restarts`}` : '';
    const words = ended.message ? `: ${ended.message.trim()}` : '';
    return {
      reason: state?.waiting?.reason ?? ended.reason ?? 'Error',
      message: `container ${name} ${howItEnded(ended, events)}${again}${words}`,
      mend: 'Its last log lines, below, say why.',
      patience: patienceAfter(ended.message, 0),
      container: name,
      logs: { container: name, previous: state?.terminated === undefined },
    };
  }
  return undefined;
};

/** The kubelet says when it was the one that ended a container, because a probe failed for too long. */
function howItEnded({ signal, exitCode }: V1ContainerStateTerminated, events: readonly CoreV1Event[]): string {
  const killing = events.find(({ reason, message }) => reason === 'Killing' && /failed (startup|liveness) probe/.test(message ?? ''));
  if (killing) return `was ended by the kubelet (${killing.message ?? ''})`;
  return signal ? `was killed by signal ${signal}` : `ended with exit code ${exitCode}`;
}
