import { pullsUnderWay } from '../pulls.ts';
import { containersOf, eventTime, type Classifier } from './cause.ts';

/** What a pod is at when nothing is known to be wrong; never final, it explains a wait that ran out of time. */
export const notReady: Classifier = ({ pod, events }) => {
  const running = containersOf(pod).find(({ ready, state }) => !ready && state?.running !== undefined);
  const probe = [...events].filter(({ reason }) => reason === 'Unhealthy').sort((a, b) => eventTime(b) - eventTime(a))[0];
  const endless = { patience: Number.POSITIVE_INFINITY };
  if (running) {
    return {
      ...endless,
      reason: 'NotReady',
      message: `container ${running.name} runs but is not ready${probe?.message === undefined ? '' : `: ${probe.message.trim()}`}`,
      container: running.name,
      mend: 'Its last log lines, below, say what it is at; a slow host needs a longer --timeout.',
      logs: { container: running.name, previous: false },
    };
  }
  const [pull] = pullsUnderWay(events);
  if (pull)
    return {
      ...endless,
      reason: 'Pulling',
      message: `the node is pulling ${pull.image} (since ${new Date(pull.since).toISOString().slice(11, 19)})`,
      mend: 'Give the nodes a nearer registry, or put the images on them beforehand.',
    };
  const waiting = containersOf(pod).find(({ state }) => state?.waiting !== undefined);
  return {
    ...endless,
    reason: 'Pending',
    message: `the pod is not started yet${waiting ? ` (${waiting.name}: ${waiting.state?.waiting?.reason ?? 'waiting'})` : ''}`,
    mend: 'A slow host needs a longer --timeout.',
  };
};
