import { classifyPullError, type PullProblem } from '../../model/pull-problem.ts';
import { containersOf, type Classifier } from './cause.ts';

const REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
]);

/** A registry that is out of reach for a moment may come back; the others say no for good. */
const PATIENCE: Partial<Record<PullProblem, number>> = { 'registry out of reach': 8_000, unknown: 8_000 };

/** A transfer that had begun and broke: the node tries again after ten seconds, then twenty. */
const BROKE_OFF = /unexpected EOF|connection reset by peer|read tcp \S+: (i\/o timeout|read: connection timed out)|stream error|short read/;
const TRANSFER_PATIENCE = 60_000;

const MENDS: Record<PullProblem, string> = {
  gone: 'The image was removed or never existed: mend its reference in images/images.yaml, or build it: --images build.',
  unauthorised: 'The registry wants a log-in, or the repository was deleted, which looks the same: log in, or build it: --images build.',
  'rate-limited': 'Log in to the registry, use a mirror, or build the image: --images build.',
  'no such architecture': 'Choose an image that is published for the nodes’ architecture, or build it on such a host: --images build.',
  'registry out of reach': 'Give the nodes a way to the registry, or put the image on them.',
  unknown: 'Pull it by hand on a node to see more.',
};

/** An image that cannot be had. */
export const imagePull: Classifier = ({ pod, events }) => {
  for (const { name, image, state } of containersOf(pod)) {
    const waiting = state?.waiting;
    if (!waiting?.reason || !REASONS.has(waiting.reason)) continue;
    // The back-off's own message names no reason; the event of the failed pull does.
    const words = events
      .filter(({ reason, message }) => reason === 'Failed' && message?.includes('pull'))
      .map(({ message }) => message ?? '');
    const said = [waiting.message ?? '', ...words].find((text) => classifyPullError(text) !== 'unknown') ?? waiting.message ?? '';
    const problem = classifyPullError(said);
    return {
      reason: waiting.reason,
      message: `the image ${image} of container ${name} cannot be pulled (${problem}): ${said}`,
      mend: MENDS[problem],
      patience: BROKE_OFF.test(said) ? TRANSFER_PATIENCE : (PATIENCE[problem] ?? 0),
      container: name,
    };
  }
  return undefined;
};
