import { expect, test } from 'vitest';
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
  expect(helm).toEqual(['uninstall kafka --ignore-not-found --wait']);
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
