import { containersOf, timeOf, type Classifier } from './cause.ts';

/** What the kernel and the runtime say when a program is for another processor. */
const OTHER_ARCHITECTURE = /exec format error/i;

/** A container that ends by itself although it should run: the charts' programs wait for what they need, so one crash is one too many. */
export const crash: Classifier = ({ pod, events, since }) => {
  for (const { name, image, state, lastState, restartCount } of containersOf(pod)) {
    const ended = state?.terminated ?? lastState?.terminated;
    const loops = state?.waiting?.reason === 'CrashLoopBackOff';
    if (!ended || ended.exitCode === 0 || (!loops && timeOf(ended.finishedAt) < since)) continue;
    // The kubelet says when it was the one that ended a container, because a probe failed for too long.
    const killed = events.find(
      ({ reason, message }) => reason === 'Killing' && /failed (startup|liveness) probe/.test(message ?? ''),
    )?.message;
    const how =
      killed !== undefined
        ? `was ended by the kubelet (${killed})`
        : ended.signal
          ? `was killed by signal ${ended.signal}`
          : `ended with exit code ${ended.exitCode}`;
    const looping = loops ? `, and again after ${restartCount === 1 ? 'a restart' : `${restartCount} restarts`}` : '';
    const foreign = OTHER_ARCHITECTURE.test(ended.message ?? '');
    return {
      reason: state?.waiting?.reason ?? ended.reason ?? 'Error',
      message: foreign
        ? `the image ${image} of container ${name} is for another architecture than its node`
        : `container ${name} ${how}${looping}${ended.message ? `: ${ended.message.trim()}` : ''}`,
      mend: foreign
        ? 'Choose an image that is published for the node’s architecture, or build it there: --images build.'
        : 'Its last log lines, below, say why.',
      patience: 0,
      begunAt: timeOf(ended.finishedAt),
      logs: { container: name, previous: state?.terminated === undefined },
    };
  }
  return undefined;
};
