import type { V1LimitRange, V1NetworkPolicy, V1Node, V1Pod, V1ResourceQuota } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../../../base/project.ts';
import { readStack } from '../../../model/stack.ts';
import type { MadeNames, ObjectName } from '../../../install/ownership.ts';
import { examineCapacity } from './capacity.ts';
import { countsOf } from './counts.ts';
import type { Demand } from './demand.ts';
import { examineLimits } from './limits.ts';
import { askersOf, examineLogIns } from './log-ins.ts';
import { examineNodes } from './nodes.ts';
import { examinePolicies } from './policies.ts';
import { examinePulls } from './pulls.ts';
import { examineQuota } from './quota.ts';
import { examineStorage } from './storage.ts';

/** Three brokers of 1 GiB and 100m each, with a claim of 2 GiB. */
const KAFKA: Demand = {
  workload: 'StatefulSet kafka',
  replicas: 3,
  template: {
    metadata: { labels: { app: 'kafka' } },
    spec: { containers: [{ name: 'kafka', resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '2Gi' } } }] },
  },
  claims: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '2Gi' } } } }],
};
const DEMANDS = [KAFKA];

function said(findings: readonly { readonly state: string; readonly detail: string }[]): string[] {
  return findings.map(({ state, detail }) => `${state}: ${detail}`);
}

interface NodeLike {
  readonly memory?: string;
  readonly ready?: boolean;
  readonly spec?: V1Node['spec'];
  readonly labels?: Record<string, string>;
}

function node(name: string, { memory = '4Gi', ready = true, spec = {}, labels = {} }: NodeLike = {}): V1Node {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False', message: 'Kubelet stopped posting node status.' }];
  return {
    metadata: { name, labels },
    spec,
    status: {
      conditions,
      allocatable: { cpu: '4', memory },
      nodeInfo: { architecture: 'amd64' } as NonNullable<NonNullable<V1Node['status']>['nodeInfo']>,
    },
  };
}

/** A pod that takes so much memory of a node. */
function pod(nodeName: string, memory: string, annotations: Record<string, string> = {}): V1Pod {
  return { metadata: { annotations }, spec: { nodeName, containers: [{ name: 'main', resources: { requests: { memory } } }] } };
}

const OURS = { 'touchstone/fingerprint': '0' };

describe('nodes', () => {
  test('one that is not Ready, one that is cordoned off and one that is tainted are left out, and said why', () => {
    const taints = [{ key: 'gpu', effect: 'NoSchedule' }];
    const nodes = [node('a'), node('b', { ready: false }), node('c', { spec: { unschedulable: true } }), node('d', { spec: { taints } })];
    expect(said(examineNodes(nodes))).toEqual([
      'ok: 1 of 4 take pods (amd64); not counted: b (not Ready: Kubelet stopped posting node status.), c (cordoned off), d (tainted gpu)',
    ]);
  });

  test('when none takes pods, that is missing, but for where an autoscaler may make one', () => {
    expect(said(examineNodes([node('a', { ready: false })]))[0]).toMatch(/^missing: none takes pods now/);
    const labels = { 'eks.amazonaws.com/nodegroup': 'x' };
    expect(said(examineNodes([node('a', { ready: false, labels })]))[0]).toMatch(/^not known: none takes pods now/);
  });
});

describe('room', () => {
  test('is what other people’s pods leave on nodes that take pods', () => {
    const nodes = [node('a'), node('b', { ready: false })];
    expect(said([examineCapacity(DEMANDS, nodes, [pod('a', '1Gi')])])).toEqual([
      'ok: 0.3 cores and 3.0 GiB requested, 4.0 cores and 3.0 GiB free on the nodes that take pods',
    ]);
    expect(said([examineCapacity(DEMANDS, nodes, [pod('a', '1025Mi')])])[0]).toMatch(/^missing: .*no node has room for StatefulSet kafka$/);
  });

  test('is not taken by what stands of the stack itself', () => {
    expect(examineCapacity(DEMANDS, [node('a', { memory: '3Gi' })], [pod('a', '2Gi', OURS)]).state).toBe('ok');
  });

  test('is of each node, not of all together', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((name) => node(name, { memory: '800Mi' }));
    expect(examineCapacity(DEMANDS, nodes, []).state).toBe('missing');
  });

  test('may be made by an autoscaler, and may be taken by pods that this user cannot list', () => {
    expect(examineCapacity(DEMANDS, [node('a', { memory: '1Gi', labels: { 'karpenter.sh/nodepool': 'x' } })], []).state).toBe('not known');
    expect(examineCapacity(DEMANDS, [node('a')], undefined).state).toBe('not known');
  });
});

describe('quota', () => {
  const NOTHING = { pods: [], claims: [], toCome: {} };
  const quota = (hard: Record<string, string>, used: Record<string, string> = {}): V1ResourceQuota => ({
    metadata: { name: 'q' },
    spec: { hard },
    status: { used },
  });

  test.for([
    [{ pods: '3' }, {}, 'ok: q has room'],
    [{ pods: '3' }, { pods: '1' }, 'missing: q: pods: 3 more needed, 1 of 3 used'],
    [{ 'requests.memory': '2Gi' }, {}, 'missing: q: requests.memory: 3072Mi more needed, 0 of 2Gi used'],
    [{ 'limits.memory': '6Gi', 'requests.cpu': '300m' }, {}, 'ok: q has room'],
    [{ persistentvolumeclaims: '2' }, {}, 'missing: q: persistentvolumeclaims: 3 more needed, 0 of 2 used'],
    [{ 'requests.storage': '5Gi' }, {}, 'missing: q: requests.storage: 6144Mi more needed, 0 of 5Gi used'],
    [{ 'limits.cpu': '100' }, {}, 'missing: q: limits.cpu must be said of every container, and the charts do not say it'],
    [{ 'count/jobs.batch': '1' }, {}, 'ok: q has room'],
  ] as const)('%j with %j used', ([hard, used, expected]) => {
    expect(said(examineQuota(DEMANDS, [quota(hard, used)], [], NOTHING))).toEqual([expected]);
  });

  test('what a LimitRange says for containers need not be said by charts', () => {
    const range: V1LimitRange = { spec: { limits: [{ type: 'Container', _default: { cpu: '1' } }] } };
    expect(said(examineQuota(DEMANDS, [quota({ 'limits.cpu': '100' })], [range], NOTHING))).toEqual(['ok: q has room']);
  });

  test('what stands of the stack is counted once', () => {
    const standing = { pods: [pod('a', '1Gi'), pod('a', '1Gi'), pod('a', '1Gi')], claims: [], toCome: {} };
    expect(said(examineQuota(DEMANDS, [quota({ pods: '3' }, { pods: '3' })], [], standing))).toEqual(['ok: q has room']);
  });

  test.for([
    ['configmaps', 'configmaps', 3], // two of them marks
    ['configmaps by count', 'count/configmaps', 3],
    ['secrets, one of them Helm’s record', 'secrets', 2],
    ['workloads', 'count/statefulsets.apps', 1],
    ['what workloads make', 'count/replicasets.apps', 1],
    ['kinds with an odd plural', 'count/networkpolicies.networking.k8s.io', 1],
  ] as const)('of %s', ([, key, needed]) => {
    const named = (apiVersion: string, kind: string): ObjectName => ({ apiVersion, kind, name: 'kafka' });
    const objects = [
      ...[named('v1', 'ConfigMap'), named('v1', 'Secret'), named('v1', 'PersistentVolumeClaim')],
      ...[named('apps/v1', 'StatefulSet'), named('apps/v1', 'Deployment'), named('networking.k8s.io/v1', 'NetworkPolicy')],
    ];
    const names = { releases: ['kafka'], objects };
    const room = (hard: number, ours: MadeNames): string[] =>
      said(examineQuota([], [quota({ [key]: String(hard) })], [], { ...NOTHING, toCome: countsOf(names, ours) }));
    const nobody = { releases: [], objects: [] };
    expect(room(needed, nobody)).toEqual(['ok: q has room']);
    expect(room(needed - 1, nobody)).toEqual([`missing: q: ${key}: ${needed} more needed, 0 of ${needed - 1} used`]);
    expect(room(key.endsWith('configmaps') ? 2 : 0, names)).toEqual(['ok: q has room']);
  });

  test('one of some pods only is left to the dry run', () => {
    const some: V1ResourceQuota = { spec: { hard: { pods: '0' }, scopes: ['BestEffort'] } };
    expect(examineQuota(DEMANDS, [some], [], NOTHING)).toEqual([]);
  });
});

test.for([
  [{ type: 'Container', max: { memory: '2Gi' } }, /^ok: the charts keep within r$/],
  [
    { type: 'Container', max: { memory: '512Mi' } },
    /^missing: r: container kafka of StatefulSet kafka asks for 2Gi of memory, and 512Mi is the most$/,
  ],
  [
    { type: 'PersistentVolumeClaim', min: { storage: '5Gi' } },
    /^missing: r: a claim of StatefulSet kafka asks for 2Gi of storage, and 5Gi is the least$/,
  ],
  [{ type: 'Pod', max: { memory: '1Gi' } }, /^missing: r: a pod of StatefulSet kafka/],
] as const)('a LimitRange of %j', ([limit, expected]) => {
  expect(said(examineLimits(DEMANDS, [{ metadata: { name: 'r' }, spec: { limits: [limit] } }]))[0]).toMatch(expected);
});

test('a StorageClass that claims ask for, or the default where they ask for none', () => {
  const classes = [
    { metadata: { name: 'slow' }, provisioner: 'p' },
    { metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'p' },
  ];
  const named = { ...KAFKA, claims: [{ spec: { storageClassName: 'gold' } }] };
  expect(said(examineStorage(DEMANDS, classes))).toEqual(['ok: fast (p), the default']);
  expect(said(examineStorage(DEMANDS, classes.slice(0, 1)))).toEqual([
    'missing: none is the default, which the claims of StatefulSet kafka ask for; there are: slow',
  ]);
  expect(said(examineStorage([named], classes))[0]).toMatch(/^missing: gold is not there/);
  expect(examineStorage([{ ...KAFKA, claims: [] }], [])).toEqual([]);
});

test('volumes that a StorageClass retains are said to stay', () => {
  const metadata = { name: 'kept', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
  expect(said(examineStorage(DEMANDS, [{ metadata, provisioner: 'p', reclaimPolicy: 'Retain' }]))).toEqual([
    'ok: kept (p), the default',
    'will be done: kept retains its volumes: they stay after down, which names them',
  ]);
});

test.for([
  [[], 3, []],
  [[{ size: 512 }, { size: 1024 }], 3, ['each node pulls what it lacks of 2 images: up to 1.5 GiB unpacked, 4.5 GiB on all 3']],
  [[{ size: 512 }], 0, ['each node pulls what it lacks of 1 image: up to 0.5 GiB unpacked']],
] as const)('images of %j MiB for %i nodes', ([images, nodes, expected]) => {
  expect(examinePulls(images, nodes).map(({ detail }) => detail)).toEqual(expected);
});

describe('network policies', () => {
  const policy = (name: string, spec: V1NetworkPolicy['spec']): V1NetworkPolicy => ({ metadata: { name }, ...(spec ? { spec } : {}) });
  const DENY = policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const AMONG = policy('among', {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ _from: [{ podSelector: {} }] }],
    egress: [{ to: [{ podSelector: {} }] }],
  });

  test('that deny by default cut the stack off, and are named', () => {
    expect(said(examinePolicies(DEMANDS, [DENY]))).toEqual([
      'missing: by default-deny nobody reaches StatefulSet kafka; nobody is reached by StatefulSet kafka',
    ]);
  });

  test('that let the pods of the namespace through are well', () => {
    expect(said(examinePolicies(DEMANDS, [DENY, AMONG]))).toEqual([
      'ok: default-deny, among let the pods of the namespace reach each other',
    ]);
  });

  test('of other pods do not matter', () => {
    const other = policy('other', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] });
    expect(examinePolicies(DEMANDS, [other])[0]?.state).toBe('ok');
    const all = policy('all', { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, policyTypes: ['Ingress'] });
    expect(examinePolicies(DEMANDS, [all])[0]?.state).toBe('missing');
  });
});

const BELIEVE = /^will be done: kafka will believe whoever .*--overlay secure has them ask who comes; not by itself, because/;

test.each([
  [
    'the overlay has them ask',
    ['kafka', 'nifi'],
    ['kafka', 'nifi'],
    ['ok: kafka, nifi ask who comes, by a certificate, a password or a ticket'],
  ],
  ['they believe anybody', ['kafka'], [], [expect.stringMatching(BELIEVE)]],
  ['there is nobody to ask', [], [], []],
])('whether systems ask who comes is said: %s', (_, askers, asking, expected) => {
  expect(said(examineLogIns(askers, asking))).toEqual(expected);
});

test('those ask that are told to, and not those that only bring a password of theirs', () => {
  const systems = ['minio', 'hbase', 'kafka', 'spark', 'zeppelin'];
  expect(askersOf({ stack: readStack(REPOSITORY), project: REPOSITORY, systems })).toEqual(['hbase', 'kafka', 'zeppelin']);
});
