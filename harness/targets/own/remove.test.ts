import { expect, test } from 'vitest';
import { Interrupted } from '../../base/failure.ts';
import { Access } from '../../cluster/access.ts';
import { LABEL } from '../../cluster/label.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { answerFrom, helmRecord, type FakeNamespace } from '../../testing/fake-namespace.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { removeStack } from './remove.ts';

const quiet = new AbortController().signal;

interface Removed {
  readonly helm: string[];
  readonly kubectl: string[];
  readonly stays: readonly string[];
}

/**
 * What Helm and kubectl are told when the harness clears a namespace of a user's own cluster.
 * @param left what kubectl says is still there then, or the shell's line by which it fails to
 */
async function removeFrom(namespace: Omit<FakeNamespace, 'name'>, left = '', fails = ''): Promise<Removed> {
  const fake = await fakeApi(answerFrom({ name: 'team', ...namespace }));
  const kubectl = await fakeProgram(
    `case "$*" in *' api-resources '*) printf 'configmaps\\nevents.events.k8s.io\\ntenants.lake.example\\n';; *' get '*) echo '${left}'; ${fails};; esac`,
  );
  const helm = await fakeProgram();
  const stays = await removeStack(new Access({ ...fake, namespace: 'team' }, { helm: helm.path, kubectl: kubectl.path }), quiet);
  return { helm: await helm.calls(), kubectl: await kubectl.calls(), stays };
}

const OURS = {
  ...helmRecord('kafka', 'deployed', '0123456789abcdef'),
  'statefulsets/kafka': {
    metadata: { name: 'kafka', annotations: { 'meta.helm.sh/release-name': 'kafka' } },
    spec: { selector: { matchLabels: { app: 'kafka' } } },
  },
};

test('only releases that the harness installed are removed, and only claims and objects with its label', async () => {
  const { helm, kubectl } = await removeFrom({
    labels: LABEL,
    objects: { ...OURS, ...helmRecord('payroll-db', 'deployed'), ...helmRecord('minio', 'pending-install') },
  });
  expect(helm).toEqual(['uninstall kafka --ignore-not-found --cascade=foreground --wait --timeout=120s']);
  const deletions = kubectl.filter((call) => call.startsWith('delete ') && !call.startsWith('delete namespace'));
  expect(deletions).toHaveLength(3);
  expect(deletions.every((call) => call.includes('app.kubernetes.io/part-of=touchstone'))).toBe(true);
});

test('Jobs go after their pods, and everything else after what it has made', async () => {
  const { kubectl } = await removeFrom({ labels: LABEL, objects: OURS });
  const [labelled = ''] = kubectl.filter((call) => call.startsWith('delete ') && call.includes('jobs'));
  expect(labelled).toContain(' --cascade=foreground ');
});

test('the namespace goes when the harness made it and nobody else uses it', async () => {
  const going = 'Pod kafka-0 2026-11-28T22:00:00Z\nEndpointSlice kafka-x7k 0123-4567\n';
  const { kubectl, stays } = await removeFrom(
    { labels: LABEL, objects: OURS },
    `ConfigMap kube-root-ca.crt \nServiceAccount default \n${going}`,
  );
  expect(kubectl.at(-1)).toMatch(/^delete namespace team/);
  expect(stays).toEqual([]);
});

test('all kinds that can be made in a namespace are looked for, custom ones too, but for what is written about others', async () => {
  const { kubectl } = await removeFrom({ labels: LABEL, objects: OURS });
  expect(kubectl.filter((call) => call.startsWith('get ')).map((call) => call.split(' ')[1])).toEqual(['configmaps,tenants.lake.example']);
});

const MANY = Array.from({ length: 10 }, (_, index) => `Tenant lake-${index} \n`).join('');

test.for([
  ['in which somebody else has a Deployment', 'Deployment payroll \n', '', 'somebody has Deployment payroll in it'],
  ['in which somebody else has a pod', 'Pod by-hand \n', '', 'somebody has Pod by-hand in it'],
  ['in which somebody has a kind of their own', 'Tenant lake \nTenant lake \n', '', 'somebody has Tenant lake in it'],
  ['in which somebody has a lot', MANY, '', `somebody has ${MANY.split(' \n').slice(0, 8).join(', ')} and 2 more in it`],
  [
    'of which not all can be seen',
    '',
    'echo "tenants.lake.example is forbidden" >&2; exit 1',
    'not all that may be in it can be listed (tenants.lake.example is forbidden)',
  ],
] as const)('a namespace %s stays, which is said', async ([, left, fails, why]) => {
  const { kubectl, stays } = await removeFrom({ labels: LABEL, objects: OURS }, left, fails);
  expect(kubectl.filter((call) => call.startsWith('delete namespace'))).toEqual([]);
  expect(stays).toEqual([`the namespace team stays: ${why}`]);
});

test('volumes that their StorageClass retains are named', async () => {
  const claim = (name: string, storageClassName: string): object => ({
    metadata: { name, labels: LABEL },
    spec: { storageClassName, volumeName: `pvc-of-${name}` },
  });
  const classes = [
    { metadata: { name: 'kept' }, reclaimPolicy: 'Retain' },
    { metadata: { name: 'usual' }, reclaimPolicy: 'Delete' },
  ];
  const objects = { 'persistentvolumeclaims/a': claim('data-kafka-0', 'kept'), 'persistentvolumeclaims/b': claim('data-minio-0', 'usual') };
  const there = answerFrom({ name: 'team', objects });
  const fake = await fakeApi((request) => (request.path.endsWith('/storageclasses') ? { json: { items: classes } } : there(request)));
  const tools = { helm: (await fakeProgram()).path, kubectl: (await fakeProgram()).path };
  expect(await removeStack(new Access({ ...fake, namespace: 'team' }, tools), quiet)).toEqual([
    'the volume pvc-of-data-kafka-0 of data-kafka-0 stays: kept retains volumes (kubectl delete persistentvolume pvc-of-data-kafka-0, and its disk)',
  ]);
});

test('a namespace that somebody else made stays without a word', async () => {
  const { kubectl, stays } = await removeFrom({ objects: OURS });
  expect(kubectl.filter((call) => call.startsWith('delete namespace'))).toEqual([]);
  expect(stays).toEqual([]);
});

/** What is left of a claim whose volume nobody lets go of, and of a pod whose node is gone. */
const HELD = {
  items: [
    {
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data-kafka-0', deletionTimestamp: 'then', finalizers: ['kubernetes.io/pvc-protection'] },
    },
    { kind: 'Pod', metadata: { name: 'kafka-0', deletionTimestamp: 'then' }, spec: { nodeName: 'worker' } },
    { kind: 'Pod', metadata: { name: 'kafka-1' } },
  ],
};

test('what does not go is named in time, with what holds it', async () => {
  const fake = await fakeApi(answerFrom({ name: 'team', labels: LABEL, objects: OURS }));
  const kubectl = await fakeProgram(
    `case "$*" in *' delete persistentvolumeclaims '*) echo 'error: timed out' >&2; exit 1;; *' get '*) echo '${JSON.stringify(HELD)}';; esac`,
  );
  const access = new Access({ ...fake, namespace: 'team' }, { helm: (await fakeProgram()).path, kubectl: kubectl.path });
  await expect(removeStack(access, quiet)).rejects.toMatchObject({
    message: 'the claims of app=kafka,app.kubernetes.io/part-of=touchstone do not go: exit code 1',
    evidence: [
      'PersistentVolumeClaim data-kafka-0 is held by finalizers kubernetes.io/pvc-protection',
      'Pod kafka-0 is held by node worker',
      'error: timed out',
    ],
  });
});

test.for(['helm', 'kubectl'] as const)('who presses Ctrl-C while %s waits does not wait on', async (waiting) => {
  const fake = await fakeApi(answerFrom({ name: 'team', labels: LABEL, objects: OURS }));
  const stop = new AbortController();
  const hanging = await fakeProgram('exec sleep 60');
  const [helm, kubectl] = waiting === 'helm' ? [hanging, await fakeProgram()] : [await fakeProgram(), hanging];
  const access = new Access({ ...fake, namespace: 'team' }, { helm: helm.path, kubectl: kubectl.path });
  const removing = removeStack(access, stop.signal);
  await expect.poll(async () => (await hanging.calls()).length, { timeout: 20_000 }).toBe(1);
  stop.abort(new Interrupted('SIGINT'));
  await expect(removing).rejects.toThrow('stopped by SIGINT');
});
