import { expect, test } from 'vitest';
import { Access } from '../../../cluster/access.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeApi, type FakeRequest } from '../../../testing/fake-api.ts';
import { answerFrom, theirs, type FakeNamespace } from '../../../testing/fake-namespace.ts';
import { fakeProgram } from '../../../testing/fake-program.ts';
import { asksOf, readRights, type Rule } from '../../../rights/rights.ts';
import { checkFindings, examineCluster } from './preflight.ts';
import { demandsOf } from './demand.ts';
import type { Finding } from '../../../model/finding.ts';

const quiet = new AbortController().signal;
const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka }
spec:
  replicas: 1
  selector: { matchLabels: { app: kafka } }
  template:
    metadata: { labels: { app: kafka } }
    spec: { containers: [{ name: kafka, image: k, resources: { requests: { cpu: 100m, memory: 1Gi } } }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { resources: { requests: { storage: 1Gi } } }
`;
const RELEASE = {
  system: 'kafka',
  chart: '',
  values: '',
  workloads: [],
  configMaps: [],
  fingerprint: '0',
  manifest: MANIFEST,
  objects: [],
};
const NAMES = { releases: ['kafka'], objects: [{ apiVersion: 'v1', kind: 'Secret', name: 'mine' }], apps: [] };

/** All that rights.yaml has, as a cluster tells it. */
const ALL: readonly Rule[] = readRights().namespace.map(({ group, resources, verbs }) => ({ apiGroups: [group], resources, verbs }));

interface Theirs {
  readonly namespace?: Partial<FakeNamespace>;
  readonly rules?: readonly Rule[];
  /** Whether rules are not all that there is, so that single questions are asked. */
  readonly incomplete?: boolean;
  /** What single questions are answered with yes. */
  readonly allowed?: (verb: string, resource: string) => boolean;
  readonly answers?: (request: FakeRequest) => FakeAnswer | undefined;
  /** What kubectl says of a dry run. */
  readonly dryRun?: string;
  readonly minor?: string;
}

/** What the preflight finds on a cluster that is as it should be but for what is said of it. */
async function examine(said: Theirs): Promise<{ findings: Finding[]; api: FakeApi; kubectl: string[] }> {
  const there = answerFrom({ name: 'team', objects: {}, ...said.namespace });
  const api = await fakeApi((request) => {
    const { path, body, method } = request;
    const given = said.answers?.(request);
    if (given) return given;
    if (path === '/version') return { json: { major: '1', minor: said.minor ?? '33+', gitVersion: `v1.${said.minor ?? '33'}.0` } };
    if (path.endsWith('selfsubjectrulesreviews'))
      return { json: { status: { resourceRules: said.rules ?? ALL, nonResourceRules: [], incomplete: said.incomplete ?? false } } };
    if (path.endsWith('selfsubjectaccessreviews')) {
      const { verb, resource } = (JSON.parse(body) as { spec: { resourceAttributes: { verb: string; resource: string } } }).spec
        .resourceAttributes;
      return { json: { status: { allowed: said.allowed?.(verb, resource) ?? true } } };
    }
    if (path.endsWith('/storageclasses'))
      return listOf({
        metadata: { name: 'only', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'p',
      });
    if (path === '/api/v1/pods' || path === '/api/v1/persistentvolumes') return listOf();
    if (method === 'POST') return { json: {} };
    return there(request);
  });
  const program = await fakeProgram(said.dryRun === undefined ? '' : `echo '${said.dryRun}' >&2; exit 1`);
  const access = new Access({ ...api, namespace: 'team' }, { kubectl: program.path, helm: '' });
  const rendered = { config: new Map(), releases: [RELEASE] };
  const conditions = [{ type: 'Ready', status: 'True' }];
  const nodes = [{ metadata: { name: 'a' }, status: { conditions, allocatable: { cpu: '2', memory: '4Gi' } } }];
  const findings = await examineCluster({ access, nodes, rendered, names: NAMES, demands: demandsOf([RELEASE]) }, quiet);
  return { findings, api, kubectl: await program.calls() };
}

function listOf(...items: object[]): FakeAnswer {
  return { json: { kind: 'List', apiVersion: 'v1', metadata: {}, items } };
}

function missing(findings: readonly Finding[]): string[] {
  return findings.filter(({ state }) => state === 'missing').map(({ what, detail }) => `${what}: ${detail}`);
}

test('a cluster that is as it should be lacks nothing, and is only asked', async () => {
  const { findings, api, kubectl } = await examine({});
  expect(missing(findings)).toEqual([]);
  expect(() => checkFindings(findings, 'prod')).not.toThrow();
  const writes = api.requests.filter(
    ({ method, path, query }) => method !== 'GET' && !path.includes('/selfsubject') && query.get('dryRun') !== 'All',
  );
  expect(writes).toEqual([]);
  expect(kubectl).toHaveLength(1);
  expect(kubectl[0]).toContain('--dry-run=server');
});

test('all that lacks is told at once, in one table', async () => {
  const { findings } = await examine({
    minor: '25',
    namespace: {
      objects: { 'secrets/mine': theirs('mine'), 'resourcequotas/q': { metadata: { name: 'q' }, spec: { hard: { pods: '0' } } } },
    },
    answers: ({ path }) => (path.endsWith('/storageclasses') ? listOf() : undefined),
  });
  expect(missing(findings).map((each) => each.split(':')[0])).toEqual(['Kubernetes', 'StorageClass', 'ResourceQuota', 'names']);
  let thrown: unknown;
  try {
    checkFindings(findings, 'prod');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    message: 'the cluster of context prod is not fit for this run: it lacks 4 things: Kubernetes, StorageClass, ResourceQuota, names',
  });
  const { evidence } = thrown as { evidence: string[] };
  expect(evidence.join('\n')).toMatch(
    /^✗ names +missing: somebody else has what would be made: Secret mine\n +→ Choose another --namespace/m,
  );
});

test('rights that lack are named as kubectl auth can-i takes them, all of them', async () => {
  const rules = ALL.map(({ verbs, ...rule }) => ({ ...rule, verbs: verbs.filter((verb) => verb !== 'patch') }));
  const { findings } = await examine({ rules });
  const expected = asksOf(readRights().namespace).filter(({ verb }) => verb === 'patch');
  expect(missing(findings)[0]).toMatch(
    /^rights: this user may not, in namespace team: patch configmaps, .*patch roles\.rbac\.authorization\.k8s\.io/,
  );
  expect(missing(findings)[0]?.split(', ')).toHaveLength(expected.length + 1);
});

test('where an authoriser cannot list its rules, single questions are asked', async () => {
  const { findings } = await examine({ rules: [], incomplete: true, allowed: (verb, resource) => `${verb} ${resource}` !== 'create pods' });
  expect(missing(findings).join()).toContain('in namespace team: create pods, get pods/exec'.split(',')[0]);
});

test('what is for the whole cluster can be done without, and it is said what is missing then', async () => {
  const answers = ({ path }: FakeRequest): FakeAnswer | undefined =>
    path.endsWith('/storageclasses') || ['/api/v1/pods', '/api/v1/persistentvolumes'].includes(path)
      ? refusal(403, 'forbidden')
      : undefined;
  const { findings } = await examine({ answers, allowed: () => false });
  expect(missing(findings)).toEqual([]);
  expect(findings.filter(({ state }) => state === 'not known').map(({ detail }) => detail)).toEqual([
    'nodes are not looked at, and the overlay is base unless --overlay names one: this user may not list nodes',
    'StorageClasses are not looked at: this user may not list storageclasses.storage.k8s.io',
    expect.stringMatching(/what others take there is not known$/) as string,
  ]);
});

test('a namespace that is not there must be made by somebody who may', async () => {
  const answers = ({ path }: FakeRequest): FakeAnswer | undefined =>
    path === '/api/v1/namespaces/team' ? refusal(404, 'not found') : undefined;
  expect(missing((await examine({ answers })).findings)).toEqual([]);
  const { findings } = await examine({ answers, allowed: () => false });
  expect(missing(findings)).toEqual(['namespace: team is not there, and this user may not make it']);
});

test('a namespace on its way out is named with what holds it', async () => {
  const conditions = [
    {
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      message: 'Some content has finalizers: example.com/hold in 1 resource instances',
    },
  ];
  const metadata = { name: 'team', deletionTimestamp: '2026-11-28T12:00:00Z' };
  const answers = ({ path }: FakeRequest): FakeAnswer | undefined =>
    path === '/api/v1/namespaces/team' ? { json: { metadata, status: { conditions } } } : undefined;
  expect(missing((await examine({ answers })).findings)).toEqual([
    'namespace: team is being deleted: Some content has finalizers: example.com/hold in 1 resource instances',
  ]);
});

test.for([
  [
    'OpenShift’s constraints',
    'pods "x" is forbidden: unable to validate against any security context constraint: [provider restricted-v2: .spec.securityContext.fsGroup: Invalid value: []int64{1000}: 1000 is not an allowed group, runAsUser: Invalid value: 1000: must be in the ranges: [1000680000, 1000689999]]',
    'nonroot-v2',
  ],
  [
    'Pod Security',
    'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    'restricted profile',
  ],
  ['a webhook', 'admission webhook "validate.kyverno.svc" denied the request: require-team-label', 'ask who keeps it'],
] as const)('a pod that is refused by %s is found by a dry run', async ([, words, mend]) => {
  const answers = ({ path, method }: FakeRequest): FakeAnswer | undefined =>
    method === 'POST' && path.endsWith('/pods') ? refusal(403, words) : undefined;
  const { findings } = await examine({ answers });
  expect(missing(findings)).toEqual([`admission: a pod of StatefulSet kafka: ${words}`]);
  expect(findings.find(({ what }) => what === 'admission')?.mend).toContain(mend);
});

const NO_DRY_RUN = 'admission webhook "audit.example" does not support dry run';

test.for([
  ['a webhook that cannot be asked of objects', `Error from server (BadRequest): error when creating "STDIN": ${NO_DRY_RUN}`, undefined],
  ['a webhook that cannot be asked of pods', undefined, NO_DRY_RUN],
  ['a kubectl that came to no answer', 'error: unable to read the client certificate', undefined],
  [
    'a kubectl that was cut off',
    `The StatefulSet "kafka" is invalid: spec: Forbidden: updates to statefulset spec for fields other than replicas are forbidden\nerror: connection lost`,
    undefined,
  ],
  ['a user who may make no pods', undefined, 'pods is forbidden: User "me" cannot create resource "pods"'],
  ['a kubectl that said nothing', '', undefined],
] as const)('%s leaves it open whether all is taken', async ([, dryRun, ofPods]) => {
  const answers = ({ path, method }: FakeRequest): FakeAnswer | undefined =>
    ofPods !== undefined && method === 'POST' && path.endsWith('/pods')
      ? refusal(ofPods.includes('forbidden') ? 403 : 400, ofPods)
      : undefined;
  const { findings } = await examine({ ...(dryRun === undefined ? {} : { dryRun }), answers });
  expect(missing(findings)).toEqual([]);
  const [admission, ...others] = findings.filter(({ what }) => what === 'admission');
  expect(others).toEqual([]);
  expect(admission?.state).toBe('not known');
  expect(admission?.detail).toContain(`may be refused yet: ${dryRun?.split('\n').at(-1) ?? 'a pod of StatefulSet kafka: '}`);
});

test('objects that are refused are told in the API server’s words; a change that it refuses in place is none', async () => {
  const denied = 'Error from server (Forbidden): error when creating "STDIN": admission webhook "policy.example" denied the request: no';
  expect(missing((await examine({ dryRun: denied })).findings)).toEqual([`admission: ${denied}`]);
  const immutable =
    'The StatefulSet "kafka" is invalid: spec: Forbidden: updates to statefulset spec for fields other than replicas are forbidden';
  expect(missing((await examine({ dryRun: immutable })).findings)).toEqual([]);
});

test('a binding whose Role the dry run has not made is not held against the cluster', async () => {
  const dryRun = 'Error from server (NotFound): rolebindings.rbac.authorization.k8s.io "spark-driver" not found';
  const { findings } = await examine({ dryRun });
  expect(findings.filter(({ what }) => what === 'admission')).toMatchObject([{ state: 'ok' }]);
});
