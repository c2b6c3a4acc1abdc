import type { CoreV1Event, V1ContainerState } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { answerOf, imagePod } from './image-pod.ts';

const REFERENCE = 'registry.example.com/lab/kafka:1-amd64';

/** What a node says by the state of the container `kafka`, and by how often it has told of a failed pull, in these words. */
function said(state: V1ContainerState, words?: string, count = 1): unknown {
  const event = { reason: 'Failed', message: words, count, involvedObject: { fieldPath: 'spec.containers{kafka}' } } as CoreV1Event;
  const pod = { status: { containerStatuses: [{ name: 'kafka', state }] } };
  return answerOf(pod as never, 'kafka', words === undefined ? [] : [event]);
}

test.for([
  ['runs', { running: {} }],
  ['has ended', { terminated: { exitCode: 0 } }],
  ['has no such program', { terminated: { exitCode: 128, reason: 'StartError', message: 'exec: "true": executable file not found' } }],
  ['may not run as root', { waiting: { reason: 'CreateContainerConfigError', message: 'image will run as root' } }],
] as const)('a container that %s has its image', ([, state]) => {
  expect(said(state)).toEqual({ there: true });
});

test.for([
  ['not there', 'ErrImageNeverPull', 'Container image is not present with pull policy of Never'],
  ['gone', 'ErrImagePull', 'manifest unknown'],
  ['unauthorised', 'ErrImagePull', 'pull access denied, repository does not exist or may require authorization'],
  ['rate-limited', 'ImagePullBackOff', 'toomanyrequests: You have reached your pull rate limit'],
] as const)('%s: %s', ([problem, reason, message]) => {
  expect(said({ waiting: { reason, message } })).toMatchObject({ there: false, problem });
});

test('an image of another machine’s architecture does not start', () => {
  const message = 'failed to create containerd task: exec /bin/true: exec format error';
  expect(said({ terminated: { exitCode: 128, reason: 'StartError', message } })).toMatchObject({ problem: 'no such architecture' });
});

test('a failed pull is heard of while the node still pulls the others, and one that may pass when it has failed twice', () => {
  const waiting = { waiting: { reason: 'ContainerCreating' } };
  expect(said(waiting)).toBeUndefined();
  expect(said(waiting, `Failed to pull image "${REFERENCE}": manifest unknown`)).toMatchObject({ problem: 'gone' });
  const refused = `Failed to pull image "${REFERENCE}": dial tcp 10.0.0.1:443: connect: connection refused`;
  expect(said(waiting, refused)).toBeUndefined();
  expect(said(waiting, refused, 2)).toMatchObject({ problem: 'registry out of reach' });
});

test('what was built here is never pulled, and the pod passes the restricted Pod Security profile', () => {
  const candidates = [
    { name: 'kafka', reference: REFERENCE, pulled: true },
    { name: 'hbase', reference: 'localhost/touchstone/hbase:1', pulled: false },
  ];
  const { spec } = imagePod(candidates, 'node-1', ['login']);
  expect(spec?.containers.map(({ imagePullPolicy }) => imagePullPolicy)).toEqual(['IfNotPresent', 'Never']);
  expect(spec).toMatchObject({ nodeName: 'node-1', imagePullSecrets: [{ name: 'login' }], securityContext: { runAsNonRoot: true } });
});
