import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { LABEL } from '../../cluster/label.ts';
import { classifyPullError, type PullProblem } from '../../model/pull-problem.ts';
import type { Candidate } from './candidates.ts';

/** What a node says of an image: that it has it, or why it cannot have it. */
export type Answer =
  { readonly there: true } | { readonly there: false; readonly problem: PullProblem | 'not there'; readonly said: string };

/** How every container of the stack is confined; the number of the user matters to none of these, which only begin and end. */
const CONFINED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/**
 * A pod whose containers are one for each image and do nothing: a node that starts them has the images, for its own architecture.
 * @param node none leaves the choice to the scheduler
 */
export function imagePod(candidates: readonly Candidate[], node: string | undefined, pullSecrets: readonly string[]): V1Pod {
  return {
    metadata: { generateName: 'touchstone-images-', labels: { ...LABEL } },
    spec: {
      ...(node === undefined ? { nodeSelector: { 'kubernetes.io/os': 'linux' } } : { nodeName: node }),
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: pullSecrets.map((name) => ({ name })),
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: candidates.map(({ name, reference, pulled }) => ({
        name,
        image: reference,
        imagePullPolicy: pulled ? 'IfNotPresent' : 'Never',
        command: ['true'],
        resources: { requests: { cpu: '1m', memory: '16Mi' }, limits: { memory: '64Mi' } },
        securityContext: CONFINED,
      })),
    },
  };
}

const NO_PULL = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ImageInspectError', 'RegistryUnavailable']);
const NOT_YET: ReadonlySet<string | undefined> = new Set([undefined, 'ContainerCreating', 'PodInitializing']);

/** Registries that were out of reach once may answer the second time that a node asks; the others say no for good. */
const MAY_PASS: ReadonlySet<PullProblem> = new Set(['registry out of reach', 'unknown']);

/**
 * What a pod's node says of the image of one of its containers; undefined while it says nothing.
 * @param events the pod's: a node tells of a failed pull in them before it is through with the pod's other images
 */
export function answerOf(pod: V1Pod, container: string, events: readonly CoreV1Event[]): Answer | undefined {
  const state = pod.status?.containerStatuses?.find(({ name }) => name === container)?.state ?? {};
  const ended = state.terminated ?? (NOT_YET.has(state.waiting?.reason) ? undefined : state.waiting);
  if (state.running) return { there: true };
  if (ended?.reason === 'ErrImageNeverPull') return { there: false, problem: 'not there', said: 'the node does not have it' };
  if (ended && !NO_PULL.has(ended.reason ?? '')) return startedOr(ended.message ?? '');
  const failures = events.filter(
    ({ reason, message, involvedObject }) =>
      reason === 'Failed' &&
      (message ?? '').startsWith('Failed to pull image') &&
      involvedObject.fieldPath === `spec.containers{${container}}`,
  );
  const said = [...failures.map(({ message }) => message ?? ''), ended?.message ?? ''].find((words) => words !== '');
  if (said === undefined) return undefined;
  const problem = classifyPullError(said);
  const tries = failures.reduce((sum, { count }) => sum + (count ?? 1), 0);
  return MAY_PASS.has(problem) && tries < 2 && ended?.reason !== 'InvalidImageName' ? undefined : { there: false, problem, said };
}

/** A container that does not start has its image all the same, unless that is another machine's. */
function startedOr(message: string): Answer {
  const problem = classifyPullError(message);
  return problem === 'no such architecture' ? { there: false, problem, said: message } : { there: true };
}
