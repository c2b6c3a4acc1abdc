import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { classify } from './classify.ts';
import { timeOf } from './causes/cause.ts';
import { withForeignProgram } from './causes/foreign-program.ts';

const RECORDINGS = join(import.meta.dirname, 'recordings');

/** A recorded pod with its events, seen by a wait that began when the pod was made. */
function recorded(name: string): Parameters<typeof classify>[0] {
  const { pod, events } = JSON.parse(readFileSync(join(RECORDINGS, `${name}.json`), 'utf8')) as { pod: V1Pod; events: CoreV1Event[] };
  return { pod, events, since: timeOf(pod.metadata?.creationTimestamp) };
}

/** What each recording is recognised as: the reason, words of the message, and the most seconds until it is final. */
const EXPECTED: Record<string, readonly [reason: RegExp, words: string, seconds: number]> = {
  crash: [/^(Error|CrashLoopBackOff)$/, 'container main ended with exit code 3', 0],
  evicted: [/^Evicted$/, 'the node threw the pod out: Pod ephemeral local storage usage exceeds', 0],
  'image-gone': [/^(ErrImagePull|ImagePullBackOff)$/, '(gone)', 0],
  'image-never-there': [/^ErrImageNeverPull$/, 'touchstone/none:1', 8],
  'image-other-architecture': [/^(ErrImagePull|ImagePullBackOff)$/, '(no such architecture)', 0],
  'image-unauthorised': [/^(ErrImagePull|ImagePullBackOff)$/, '(unauthorised)', 0],
  'no-such-command': [/./, 'no such file or directory', 5],
  'no-such-config-map': [/^FailedMount$/, 'configmap "not-there" not found', 8],
  'no-such-secret-key': [/^CreateContainerConfigError$/, 'secret "not-there" not found', 5],
  'out-of-memory': [/^OOMKilled$/, 'more memory than its limit of 64Mi', 0],
  'program-for-other-architecture': [/./, 'container main ended with exit code 255', 0],
  'registry-out-of-reach': [/^(ErrImagePull|ImagePullBackOff)$/, '(registry out of reach)', 8],
  'startup-probe-failed': [/./, 'failed startup probe', 0],
  'unbound-claim': [/^ProvisioningFailed$/, 'claim nowhere is not bound: storageclass.storage.k8s.io "no-such-class" not found', 6],
  unschedulable: [/^Unschedulable$/, 'main requests no CPU and 900Gi memory', 8],
};

describe('a recorded pod is recognised, and final within ten seconds', () => {
  test.for(Object.entries(EXPECTED))('%s', ([name, [reason, words, seconds]]) => {
    const cause = classify(recorded(name));
    expect(cause?.reason).toMatch(reason);
    expect(cause?.message).toContain(words);
    expect(cause?.patience).toBeLessThanOrEqual(seconds * 1000);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  test('no recording is left out', () => {
    const names = readdirSync(RECORDINGS).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []);
    expect(names.sort()).toEqual([...Object.keys(EXPECTED), 'not-ready', 'ready'].sort());
  });
});

test('a crash is known for a program of another architecture by its log', () => {
  const cause = classify(recorded('program-for-other-architecture'));
  expect(cause && withForeignProgram(cause, ['exec /prog: exec format error']).message).toContain('another architecture than the node');
  expect(cause && withForeignProgram(cause, ['out of luck'])).toBe(cause);
});

test('a ready pod has no cause', () => {
  expect(classify(recorded('ready'))).toBeUndefined();
});

test('a pod that is merely not ready yet is never final, and says what its probe says', () => {
  const cause = classify(recorded('not-ready'));
  expect(cause?.message).toMatch(/container main runs but is not ready: Readiness probe failed/);
  expect(cause?.patience).toBe(Number.POSITIVE_INFINITY);
});

test('what happened before the wait began is not held against a pod', () => {
  const { pod, events } = recorded('out-of-memory');
  for (const status of pod.status?.containerStatuses ?? []) status.state = { running: { startedAt: new Date() } };
  expect(classify({ pod, events, since: Date.now() })?.reason).toBe('NotReady');
});

test.each([
  'MountVolume.SetUp failed: persistentvolumeclaims "data" is forbidden: cannot get resource: node: no relationship found between node "n" and this object',
  'MountVolume.SetUp failed for volume "program" : failed to sync configmap cache: timed out waiting for the condition',
  'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[data]: error processing PVC touchstone/data-nifi-0: PVC is not bound',
])('what a busy node asks for again by itself is not held against the pod: %s', (message) => {
  const { pod, events, since } = recorded('no-such-config-map');
  for (const event of events) event.message = message;
  expect(classify({ pod, events, since })?.reason).not.toBe('FailedMount');
});

test.each(['crash', 'no-such-secret-key'])(
  'a container that a busy node could not start is given the time to be started again: %s',
  (name) => {
    const { pod, events, since } = recorded(name);
    for (const { state, lastState } of pod.status?.containerStatuses ?? []) {
      for (const said of [state?.waiting, state?.terminated, lastState?.terminated])
        if (said) said.message = 'runc create failed: unable to freeze';
    }
    const cause = classify({ pod, events, since });
    expect(cause?.patience).toBe(60_000);
  },
);

test('a start that failed before the program ran is not held against a container that runs now; a crash is', () => {
  const startedAgain = (name: string): string | undefined => {
    const { pod, events, since } = recorded(name);
    for (const status of pod.status?.containerStatuses ?? []) status.state = { running: { startedAt: new Date() } };
    return classify({ pod, events, since })?.reason;
  };
  expect(startedAgain('no-such-command')).toBe('NotReady');
  expect(startedAgain('crash')).toBe('Error');
});

test('a provisioner that has waited in vain for a volume is given the time to make another', () => {
  const { pod, events, since } = recorded('unbound-claim');
  for (const event of events)
    if (event.reason === 'ProvisioningFailed')
      event.message = 'failed to provision volume with StorageClass "standard": create process timeout';
  const cause = classify({ pod, events, since });
  expect(cause?.patience).toBe(60_000);
});
