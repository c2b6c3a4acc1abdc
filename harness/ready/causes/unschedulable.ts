import type { CoreV1Event } from '@kubernetes/client-node';
import { eventTime, type Classifier } from './cause.ts';

/** How long a node that is being made may take, in milliseconds: clouds need one to five minutes, bare metal more. */
const NODE_PATIENCE = 900_000;

/** How long an autoscaler has to say what it will do, in milliseconds: it looks every ten seconds, and waits for more pods before it acts. */
const ANSWER_PATIENCE = 45_000;

/** How autoscalers say that a node is on its way for a pod: the Cluster Autoscaler, Karpenter; and that none will be. */
const ON_ITS_WAY = new Set(['TriggeredScaleUp', 'Nominated', 'NodeClaimNominated']);
const NONE_WILL_COME = new Set(['NotTriggerScaleUp', 'FailedScaling']);

/** What the scheduler counts up, and what to do about it. */
const MENDS: readonly (readonly [RegExp, string])[] = [
  [/untolerated taint/, 'Nodes are tainted: take a taint away, or give the cluster a node without (kubectl describe nodes shows them).'],
  [/unschedulable/, 'Nodes are cordoned off: kubectl uncordon one.'],
  [
    /volume node affinity conflict/,
    'A volume is in a zone whose nodes are full: give that zone room, or have the stack made anew (--fresh).',
  ],
];

/** A pod that fits on no node. It is given a few seconds, in which an older pod that is on its way out may make room; more where a node may be made. */
export const unschedulable: Classifier = ({ pod, events, nodesMayCome = false }) => {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return undefined;
  const requests = (pod.spec?.containers ?? []).map(
    ({ name, resources }) => `${name} requests ${resources?.requests?.cpu ?? 'no'} CPU and ${resources?.requests?.memory ?? 'no'} memory`,
  );
  const words = scheduled.message ?? '';
  const answer = autoscalersAnswer(events);
  const waits = answer !== undefined && ON_ITS_WAY.has(answer.reason ?? '');
  return {
    reason: 'Unschedulable',
    message: `no node takes the pod (${requests.join(', ')}): ${words}${answer ? `; the autoscaler: ${answer.message ?? answer.reason ?? ''}` : ''}`,
    mend:
      MENDS.find(([pattern]) => pattern.test(words) && !words.includes('Insufficient'))?.[1] ??
      'Give the cluster more room, run fewer suites at once, or lower the chart’s requests.',
    patience: waits ? NODE_PATIENCE : nodesMayCome && !answer ? ANSWER_PATIENCE : 8_000,
  };
};

/** Whether an autoscaler is making a node for a pod. */
export function nodeOnItsWay(events: readonly CoreV1Event[]): boolean {
  return ON_ITS_WAY.has(autoscalersAnswer(events)?.reason ?? '');
}

/** The newest word of an autoscaler. */
function autoscalersAnswer(events: readonly CoreV1Event[]): CoreV1Event | undefined {
  const answers = events.filter(({ reason }) => ON_ITS_WAY.has(reason ?? '') || NONE_WILL_COME.has(reason ?? ''));
  return answers.sort((a, b) => eventTime(b) - eventTime(a))[0];
}
