import { expect, test } from 'vitest';
import { Access } from '../cluster/access.ts';
import { fakeApi, refusal } from '../testing/fake-api.ts';
import { answerFrom, helmRecord, ours, theirs } from '../testing/fake-namespace.ts';
import { checkNames, type ObjectName } from './ownership.ts';

const OBJECTS: readonly ObjectName[] = [
  { apiVersion: 'v1', kind: 'Secret', name: 'object-store-credentials' },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'spark' },
  { apiVersion: 'v1', kind: 'Service', name: 'minio' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'kafka' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'data-kafka-0' },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: 'touchstone-postgresql' },
];

async function check(objects: Readonly<Record<string, object>>): Promise<{ words: string; methods: ReadonlySet<string> }> {
  const fake = await fakeApi(answerFrom({ name: 'team', objects }));
  const access = new Access({ ...fake, namespace: 'team' }, { kubectl: '', helm: '' });
  const words = await checkNames({ releases: ['minio', 'kafka'], objects: OBJECTS, apps: ['kafka', 'postgresql'] }, access).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  return { words, methods: new Set(fake.requests.map(({ method }) => method)) };
}

test('all that somebody else made under names that an installation takes is named at once, and nothing is changed', async () => {
  const { words, methods } = await check({
    ...helmRecord('minio', 'deployed'),
    ...helmRecord('mydb', 'pending-upgrade'),
    'secrets/object-store-credentials': theirs('object-store-credentials'),
    'configmaps/spark': theirs('spark'),
    'services/minio': theirs('minio'),
    'statefulsets/kafka': theirs('kafka'),
    'persistentvolumeclaims/data-kafka-0': theirs('data-kafka-0'),
  });
  expect(words).toBe(
    'the namespace team has what Touchstone did not make, under names that it would take: release minio, Secret object-store-credentials, ConfigMap spark, Service minio, StatefulSet kafka, PersistentVolumeClaim data-kafka-0',
  );
  expect(methods).toEqual(new Set(['GET']));
});

test('what the harness made is not in its own way, that of an older tree without the label neither', async () => {
  const older = { metadata: { name: 'kafka', annotations: { 'meta.helm.sh/release-name': 'kafka' } } };
  const { words } = await check({
    ...helmRecord('kafka', 'deployed', '0123456789abcdef'),
    'statefulsets/kafka': older,
    'configmaps/spark': ours('spark'),
  });
  expect(words).toBe('');
});

test('an object that Helm made for somebody else’s release is theirs', async () => {
  const foreign = { metadata: { name: 'kafka', annotations: { 'meta.helm.sh/release-name': 'kafka' } } };
  expect((await check({ ...helmRecord('other', 'deployed'), 'statefulsets/kafka': foreign })).words).toContain('StatefulSet kafka');
});

/** A pod in the namespace, and annotations that it has. */
function pod(name: string, app: string, annotations = {}): Record<string, object> {
  return { [`pods/${name}`]: { metadata: { name, labels: { app }, annotations } } };
}

test('somebody else’s pods that would pass for the stack’s are in the way', async () => {
  const { words, methods } = await check({
    ...pod('orders-0', 'postgresql'),
    ...pod('shop-0', 'shop'),
    ...pod('kafka-0', 'kafka', { 'touchstone/fingerprint': '0123456789abcdef' }),
  });
  expect(words).toBe('the namespace team has what Touchstone did not make, under names that it would take: Pod orders-0 (app: postgresql)');
  expect(methods).toEqual(new Set(['GET']));
});

test('who runs a program on a standing stack, under a label that its policies know, is not in its way', async () => {
  const standing = { 'networkpolicies/touchstone-postgresql': ours('touchstone-postgresql') };
  expect((await check({ ...pod('orders-0', 'postgresql'), ...standing })).words).toBe('');
});

test('in a namespace that is not there nothing is in the way', async () => {
  const fake = await fakeApi(() => refusal(404, 'not found'));
  const access = new Access({ ...fake, namespace: 'team' }, { kubectl: '', helm: '' });
  await checkNames({ releases: ['minio'], objects: OBJECTS, apps: [] }, access);
  expect(fake.requests).toHaveLength(1);
});
