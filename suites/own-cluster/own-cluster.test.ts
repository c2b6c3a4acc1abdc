import { expect } from 'vitest';
import { test as base } from '../../fixtures/test.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { EXIT } from '../../harness/index.ts';
import { furnish } from './somebody-elses.ts';
import { somebodysNamespace } from './somebodys-namespace.ts';

/** A run within the run installs two systems beside all that others of the machine are busy with. */
const PATIENCE = 600_000;

const test = base.extend('theirs', { scope: 'file' }, async ({ target }, { onCleanup }) => {
  const { namespace, remove } = await somebodysNamespace(target, nameForFile('own', target.runId).toLowerCase().replaceAll('_', '-'));
  onCleanup(remove);
  await furnish(namespace);
  return namespace;
});

test.beforeEach(({ target, skip }) =>
  skip(Object.keys(target.images).length === 0, 'namespaces and cluster roles are made for it: only on a cluster that Touchstone made'),
);

test('a name that is somebody else’s ends the run before anything is made', { timeout: PATIENCE }, async ({ theirs, onTestFinished }) => {
  await theirs.kubectl('create', 'configmap', 'zookeeper', '--from-literal=quorum=theirs');
  await theirs.kubectl('create', 'service', 'clusterip', 'kafka', '--tcp=9092');
  onTestFinished(async () => {
    await theirs.kubectl('delete', 'configmap/zookeeper', 'service/kafka');
  });
  const before = await theirs.list();

  const { code, words } = await theirs.touchstone('test', '--suite', 'streaming', '--grep', 'partitions');
  expect(code, words).toBe(EXIT.ground);
  expect(words).toMatch(/✗ names +missing: somebody else has what would be made: ConfigMap zookeeper, Service kafka\n/);
  expect(await theirs.list()).toEqual(before);
});

test('Kafka and ZooKeeper pass beside what is somebody else’s, and leave nothing behind', { timeout: PATIENCE }, async ({ theirs }) => {
  const before = await theirs.list();

  const { code, words } = await theirs.touchstone('test', '--suite', 'streaming', '--grep', 'partitions');
  expect(code, words).toBe(EXIT.passed);
  expect(words).toMatch(/✓ kafka→zookeeper +passed/);
  const between = await theirs.list();
  expect(between).toMatchObject(before);
  expect(Object.keys(between)).toEqual(expect.arrayContaining(['StatefulSet kafka', 'StatefulSet zookeeper', 'Pod kafka-0']));

  expect(await theirs.touchstone('down')).toMatchObject({ code: EXIT.passed });
  expect(await theirs.list()).toEqual(before);
});
