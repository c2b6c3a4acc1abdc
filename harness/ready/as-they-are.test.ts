import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreV1Event, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { withInjected } from './causes/injected.ts';
import { refused } from './causes/refused.ts';
import type { PodHistory } from './causes/cause.ts';
import { classify, type RecognisedCause } from './classify.ts';
import { pullsUnderWay } from './pulls.ts';
import { Sightings } from './sightings.ts';
import { startingSince } from './starting.ts';

/** When the histories begin. */
const BEGIN = Date.parse('2026-11-28T12:00:00Z');

/** A moment so many seconds later, as the API writes it. */
function at(seconds: number): Date {
  return new Date(BEGIN + seconds * 1_000);
}

function event(reason: string, message: string, seconds: number): CoreV1Event {
  return { reason, message, lastTimestamp: at(seconds), involvedObject: { kind: 'Pod' }, metadata: {} };
}

/** The pod of a recording, with events in place of its own. */
function history(recording: string, ...events: CoreV1Event[]): PodHistory {
  const text = readFileSync(join(import.meta.dirname, 'recordings', `${recording}.json`), 'utf8');
  const { pod } = JSON.parse(text) as { pod: V1Pod };
  return { pod, events, since: BEGIN };
}

describe('a pod that fits on no node', () => {
  const TRIGGERED = event('TriggeredScaleUp', 'pod triggered scale-up: [{nodes-a 2->3 (max: 5)}]', 12);

  test('waits as long as a node takes once an autoscaler makes one, and its time to start has not begun', () => {
    const waiting = history('unschedulable', TRIGGERED);
    expect(classify(waiting)).toMatchObject({ reason: 'Unschedulable', patience: 900_000 });
    expect(classify(waiting)?.message).toContain('the autoscaler: pod triggered scale-up: [{nodes-a 2->3 (max: 5)}]');
    expect(startingSince(waiting)).toBeUndefined();
  });

  test('is Karpenter’s to find a node for, too', () => {
    expect(classify(history('unschedulable', event('Nominated', 'Pod should schedule on: nodeclaim/default-x7k2p', 9)))?.patience).toBe(
      900_000,
    );
  });

  test('waits for an autoscaler’s answer where there may be one, and no longer than for a moment when that is no', () => {
    const quiet = { ...history('unschedulable'), nodesMayCome: true };
    expect(classify(quiet)?.patience).toBe(45_000);
    const no = event('NotTriggerScaleUp', "pod didn't trigger scale-up: 1 max node group size reached", 11);
    expect(classify({ ...quiet, events: [no] })).toMatchObject({
      patience: 8_000,
      message: expect.stringContaining('max node group size reached') as string,
    });
    expect(classify({ ...quiet, events: [TRIGGERED, event('NotTriggerScaleUp', 'no', 60)] })?.patience).toBe(8_000);
    expect(classify({ ...quiet, nodesMayCome: false })?.patience).toBe(8_000);
  });

  test.for([
    ['0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}.', /Nodes are tainted/],
    ['0/2 nodes are available: 2 node(s) were unschedulable.', /cordoned off/],
    ['0/2 nodes are available: 2 node(s) had volume node affinity conflict.', /zone/],
    ['0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {a: b}.', /more room/],
  ] as const)('is told what to do: %s', ([message, mend]) => {
    const waiting = history('unschedulable');
    for (const condition of waiting.pod.status?.conditions ?? []) condition.message = message;
    expect(classify(waiting)?.mend).toMatch(mend);
  });
});

describe('an image', () => {
  const PULLING = event('Pulling', 'Pulling image "kafka:1"', 5);
  const PULLED = event('Pulled', 'Successfully pulled image "kafka:1" in 4m5s (4m5s including waiting). Image size: 900 bytes.', 250);

  test('that is being pulled is said so, and the time to start begins when it is there', () => {
    const pulling = history('not-ready', PULLING);
    for (const status of pulling.pod.status?.containerStatuses ?? []) status.state = { waiting: { reason: 'ContainerCreating' } };
    expect(classify(pulling)).toMatchObject({ reason: 'Pulling', message: 'the node is pulling kafka:1 (since 12:00:05)' });
    expect(startingSince(pulling)).toBeUndefined();
    expect(startingSince(history('not-ready', PULLING, PULLED))).toBe(BEGIN + 250_000);
  });

  test('whose pull has ended well, or not, is not being pulled; one that is tried again is', () => {
    expect(pullsUnderWay([PULLING, PULLED])).toEqual([]);
    const failed = event('Failed', 'Failed to pull image "kafka:1": unexpected EOF', 30);
    expect(pullsUnderWay([PULLING, failed])).toEqual([]);
    expect(pullsUnderWay([failed, event('Pulling', 'Pulling image "kafka:1"', 40)])).toHaveLength(1);
    expect(
      pullsUnderWay([event('Pulling', 'Pulling image "a"', 5), event('Pulled', 'Successfully pulled image "b" in 1s', 9)]),
    ).toHaveLength(1);
  });

  test.for([
    ['failed to copy: read tcp 10.0.0.4:40122->3.5.1.2:443: i/o timeout', 60_000],
    ['failed to copy: httpReadSeeker: failed open: unexpected EOF', 60_000],
    ['failed to do request: Head "https://quay.io/v2/": dial tcp 1.2.3.4:443: i/o timeout', 8_000],
    ['failed to do request: Head "https://quay.io/v2/": dial tcp: lookup quay.io: no such host', 8_000],
  ] as const)('whose transfer breaks is tried again, a registry that nobody reaches is not: %s', ([message, patience]) => {
    const failing = history('registry-out-of-reach');
    for (const { state } of failing.pod.status?.containerStatuses ?? []) if (state?.waiting) state.waiting.message = message;
    expect(classify(failing)?.patience).toBe(patience);
  });
});

describe('a volume', () => {
  const mounting = (...events: CoreV1Event[]): RecognisedCause | undefined => classify(history('no-such-config-map', ...events));

  test.for([
    'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can’t be attached to another',
    'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = could not attach volume',
    'MountVolume.MountDevice failed for volume "pvc-1" : driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
  ])('that is on its way has two minutes: %s', (message) => {
    expect(mounting(event('FailedAttachVolume', message, 9))).toMatchObject({ patience: 120_000, message });
  });

  test('that was attached at last is no trouble any more', () => {
    const events = [
      event('FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"', 9),
      event('SuccessfulAttachVolume', 'AttachVolume.Attach succeeded', 40),
    ];
    expect(mounting(...events)?.kind).not.toBe('failedMount');
    expect(mounting(...events, event('FailedAttachVolume', 'Multi-Attach error for volume "pvc-2"', 41))?.kind).toBe('failedMount');
  });

  test('that a CSI provisioner fails to make for now is tried again', () => {
    const claim = event('ProvisioningFailed', 'rpc error: code = DeadlineExceeded desc = context deadline exceeded', 9);
    claim.involvedObject = { kind: 'PersistentVolumeClaim', name: 'data' };
    expect(classify(history('unbound-claim', claim))).toMatchObject({ reason: 'ProvisioningFailed', patience: 60_000 });
  });

  test('that a provisioner is still at is named as long as it takes, before the scheduler has said anything', () => {
    const claim = event('ProvisioningFailed', 'failed to create volume pvc-1: create process timeout after 20 seconds', 9);
    claim.involvedObject = { kind: 'PersistentVolumeClaim', name: 'data' };
    const waiting = history('unbound-claim', claim);
    waiting.pod.status = { phase: 'Pending' };
    expect(classify(waiting)).toMatchObject({
      kind: 'unboundClaim',
      message: expect.stringContaining('create process timeout') as string,
      patience: Number.POSITIVE_INFINITY,
    });
  });
});

describe('a StatefulSet whose pods are refused says so by events alone', () => {
  const SET: V1StatefulSet = { metadata: { name: 'kafka' }, status: { replicas: 0 } };

  test.for([
    [
      'create Pod kafka-0 in StatefulSet kafka failed error: pods "kafka-0" is forbidden: exceeded quota: q, requested: requests.memory=640Mi, used: requests.memory=300Mi, limited: requests.memory=512Mi',
      '(quota)',
      /Raise the namespace’s ResourceQuota/,
    ],
    [
      'create Claim data-kafka-0 for Pod kafka-0 in StatefulSet kafka failed error: persistentvolumeclaims "data-kafka-0" is forbidden: minimum storage usage per PersistentVolumeClaim is 5Gi, but request is 1Gi',
      '(limit range)',
      /Widen the namespace’s LimitRange/,
    ],
    [
      'create Pod kafka-0 in StatefulSet kafka failed error: pods "kafka-0" is forbidden: unable to validate against any security context constraint: [provider "restricted-v2": Forbidden: not usable by user or serviceaccount, .containers[0].runAsUser: Invalid value: 1000: must be in the ranges: [1000680000, 1000689999]]',
      '(security context constraints)',
      /nonroot-v2/,
    ],
    [
      'create Pod kafka-0 in StatefulSet kafka failed error: admission webhook "validation.gatekeeper.sh" denied the request: [must-have-owner] you must provide labels: {"owner"}',
      '(webhook)',
      /ask who keeps it/,
    ],
  ] as const)('%s', ([words, by, mend]) => {
    const cause = refused(SET, [event('SuccessfulCreate', 'create Claim', 1), event('FailedCreate', words, 2)], BEGIN);
    expect(cause).toMatchObject({ reason: 'FailedCreate', message: `no pod can be made ${by}: ${words}`, patience: 5_000 });
    expect(cause?.mend).toMatch(mend);
  });

  test('what it said before the wait began may have been mended', () => {
    expect(refused(SET, [event('FailedCreate', 'exceeded quota', -60)], BEGIN)).toBeUndefined();
  });

  test('a Deployment says so by a condition', () => {
    const conditions = [
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'violates PodSecurity "restricted:latest"' },
    ];
    expect(refused({ status: { conditions } }, [], BEGIN)?.message).toBe(
      'no pod can be made (pod security): violates PodSecurity "restricted:latest"',
    );
  });
});

test('a container that no chart has is told for what it is', () => {
  const cause = classify({ ...history('crash'), since: 0 });
  const template = (name: string): { spec: { containers: { name: string }[] } } => ({ spec: { containers: [{ name }] } });
  expect(cause?.container).toBe('main');
  expect(cause && withInjected(cause, template('main'))).toBe(cause);
  expect(cause && withInjected(cause, template('kafka')).message).toContain(
    'no chart has the container main: something in the cluster has put it',
  );
});

test('a program that ends well, again and again, is a crash too', () => {
  const looping = history('crash');
  for (const status of looping.pod.status?.containerStatuses ?? []) {
    status.state = { waiting: { reason: 'CrashLoopBackOff' } };
    status.lastState = { terminated: { exitCode: 0, finishedAt: at(3) } };
    status.restartCount = 2;
  }
  expect(classify(looping)?.message).toBe('container main ended with exit code 0, and again after 2 restarts');
});

test('how long a trouble lasts is counted from when it was seen first, whatever it calls itself, and of each sort apart', () => {
  const sightings = new Sightings();
  const trouble = (kind: RecognisedCause['kind'], reason: string): Parameters<Sightings['endOf']>[0] => ({
    pod: 'kafka-0',
    cause: { kind, reason, message: '', mend: '', patience: 8_000 },
  });
  expect(sightings.endOf(trouble('imagePull', 'ErrImagePull'), 1_000)).toBe(9_000);
  expect(sightings.endOf(trouble('imagePull', 'ImagePullBackOff'), 5_000)).toBe(9_000);
  expect(sightings.endOf(trouble('failedMount', 'FailedMount'), 5_000)).toBe(13_000);
});
