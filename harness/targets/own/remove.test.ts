import { expect, test } from 'vitest';
import { Interrupted } from '../../base/failure.ts';
import { Access } from '../../cluster/access.ts';
import { LABEL } from '../../cluster/label.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { answerFrom, helmRecord, type FakeNamespace } from '../../testing/fake-namespace.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { removeStack } from './remove.ts';

const quiet = new AbortController().signal;

/** What Helm and kubectl are told when the harness clears a namespace of a user's own cluster. @param left what kubectl says is still there then */
async function removeFrom(namespace: Omit<FakeNamespace, 'name'>, left = ''): Promise<{ helm: string[]; kubectl: string[] }> {
  const fake = await fakeApi(answerFrom({ name: 'team', ...namespace }));
  const [helm, kubectl] = [await fakeProgram(), await fakeProgram(`case "$*" in *' get '*) echo "${left}";; esac`)];
  await removeStack(new Access({ ...fake, namespace: 'team' }, { helm: helm.path, kubectl: kubectl.path }), quiet);
  return { helm: await helm.calls(), kubectl: await kubectl.calls() };
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
  expect(helm).toEqual(['uninstall kafka --ignore-not-found --wait --timeout=120s']);
  const deletions = kubectl.filter((call) => call.startsWith('delete ') && !call.startsWith('delete namespace'));
  expect(deletions).toHaveLength(2);
  expect(deletions.every((call) => call.includes('app.kubernetes.io/part-of=touchstone'))).toBe(true);
});

test('the namespace goes when the harness made it and nobody else uses it', async () => {
  const { kubectl } = await removeFrom({ labels: LABEL, objects: OURS }, 'configmap/kube-root-ca.crt\nserviceaccount/default');
  expect(kubectl.at(-1)).toMatch(/^delete namespace team/);
});

test.for([
  ['that somebody else made', { objects: OURS }, ''],
  ['in which somebody else has a Deployment', { labels: LABEL, objects: OURS }, 'deployment.apps/payroll'],
  ['in which somebody else has a pod', { labels: LABEL, objects: { ...OURS, 'pods/by-hand': { metadata: { name: 'by-hand' } } } }, ''],
] as const)('a namespace %s stays', async ([, namespace, left]) => {
  const { kubectl } = await removeFrom(namespace, left);
  expect(kubectl.filter((call) => call.startsWith('delete namespace'))).toEqual([]);
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
