import assert from 'node:assert/strict';
import { EXIT, howTouchstoneEnds, touchstone } from '../../harness/index.ts';
import type { Administrator } from '../../suites/own-cluster/administrator.ts';
import { furnish } from '../../suites/own-cluster/somebody-elses.ts';
import type { SomebodysNamespace } from '../../suites/own-cluster/somebodys-namespace.ts';
import { certifyByJob } from './job.ts';
import { pushedImage } from './images.ts';
import { installKafka } from './broker.ts';
import { installLake } from './lake.ts';
import { installSecuredKafka } from './secured-broker.ts';
import { installLimitedStore, installStore } from './store.ts';

/** What the steps work on. */
interface Road {
  readonly administrator: Administrator;
  /** HOST:PORT/PREFIX from which the nodes pull. */
  readonly registry: string;
  /** For the bundle, and files of the user's. */
  readonly folder: string;
  /** With foreign releases, names and limits in it. */
  readonly crowded: SomebodysNamespace;
  readonly empty: SomebodysNamespace;
}

/** Does one thing that a vendor does. @returns what was seen @throws AssertionError where it went otherwise */
type Step = (road: Road) => Promise<string>;

/** What a vendor does, in this order; each step needs those before it. */
export const STEPS: Readonly<Record<string, Step>> = {
  'images push': async ({ registry }) => {
    await touchstone(['images', 'push', '--registry', registry, '--suite', 'warehousing,streaming', '--quiet']);
    return 'all images of warehousing and streaming are in the registry';
  },

  'doctor says what the cluster has': async ({ empty, registry }) => {
    const { code, words } = await empty.touchstone('doctor', '--registry', registry, '--suite', 'streaming');
    assert.equal(code, EXIT.passed, words);
    return 'exit code 0, nothing made';
  },

  'warehousing where names are somebody else’s': async ({ crowded, registry }) => {
    await furnish(crowded);
    const before = await crowded.list();
    const { code, words } = await crowded.touchstone('test', '--suite', 'warehousing', '--registry', registry);
    assert.equal(code, EXIT.ground, words);
    assert.match(words, /somebody else has what would be made: .*release minio/);
    assert.deepEqual(await crowded.list(), before);
    return 'exit code 3, every such name told, nothing touched';
  },

  'Kafka’s part of streaming beside them, while another run is under way on a kind cluster of Touchstone’s': async (road) => {
    const { crowded, registry, folder } = road;
    const before = await crowded.list();
    const [theirs, ours] = await Promise.all([
      crowded.touchstone('test', '--suite', 'streaming', '--edge', 'kafka→zookeeper', '--registry', registry),
      howTouchstoneEnds(['test', '--suite', 'streaming', '--grep', '^a deleted topic', '--results', folder]),
    ]);
    for (const { code, words } of [theirs, ours]) assert.equal(code, EXIT.passed, words);
    await leaveNothing(crowded, before);
    return `${counts(theirs.words)}, and ${counts(ours.words)} on the other; \`down\` left the namespace as it was`;
  },

  'certify, and check offline': async ({ empty, registry }) => {
    const before = await empty.list();
    const { code, words } = await empty.touchstone('certify', '--product', 'Somebody’s', '--version', '1.0', '--registry', registry);
    assert.equal(code, EXIT.passed, words);
    const bundle = /\S+\.tar\.gz/.exec(words)?.[0] ?? '';
    const check = await howTouchstoneEnds(['certify', 'check', bundle]);
    assert.equal(check.code, EXIT.passed, check.words);
    await leaveNothing(empty, before);
    return `${counts(words)} of profile core (warehousing without Spark and HBase, Kafka’s part of streaming); the bundle is whole`;
  },

  'a MinIO that somebody installed, in place of the stack’s': async ({ administrator, empty, registry, folder }) => {
    const store = await installStore({ administrator, image: await pushedImage('minio', registry), folder });
    await store.giveKeys(empty);
    const theirs = await store.list();
    const chosen = ['--suite', 'warehousing', '--grep', 'only the object store’s client wrote|DROP leaves no object'];
    const words = await testWith(store.existing, empty, ...chosen, '--registry', registry);
    assert.deepEqual(await store.list(), theirs);
    await store.remove();
    return `${counts(words)}; the store is as it was`;
  },

  'one with a bucket of another name, whose user may use that bucket only': async ({ administrator, empty, registry, folder }) => {
    const store = await installLimitedStore({ administrator, image: await pushedImage('minio', registry), folder });
    await store.giveKeys(empty);
    const theirs = await store.list();
    const chosen = ['--suite', 'warehousing', '--edge', 'presto→metastore'];
    const words = await testWith(store.existing, empty, ...chosen, '--registry', registry);
    assert.deepEqual(await store.list(), theirs);
    await store.remove();
    return `${counts(words)}; the store is as it was`;
  },

  'a Kafka that somebody installed, in place of the stack’s': async ({ administrator, empty, registry, folder }) => {
    const images = { kafka: await pushedImage('kafka', registry), zookeeper: await pushedImage('zookeeper', registry) };
    const kafka = await installKafka(administrator, images, folder);
    const theirs = await kafka.list();
    const chosen = ['--suite', 'streaming', '--edge', 'kafka→zookeeper', '--registry', registry];
    const alone = await testWith(kafka.existing, empty, ...chosen);
    assert.match(alone, /kafka→zookeeper +skipped/);
    const both = await testWith(kafka.withZooKeeper, empty, ...chosen);
    assert.match(both, /kafka→zookeeper +passed/);
    assert.deepEqual(await kafka.list(), theirs);
    await kafka.remove();
    return `${counts(alone)}, kafka→zookeeper not seen; its ZooKeeper named too: ${counts(both)}, and seen; both are as they were`;
  },

  'a Kafka with a login and TLS, which keeps its metadata itself': async ({ administrator, empty, registry, folder }) => {
    const kafka = await installSecuredKafka(administrator, await pushedImage('kafka', registry), folder);
    await kafka.giveKeys(empty);
    const theirs = await kafka.list();
    const words = await testWith(kafka.existing, empty, '--suite', 'streaming', '--edge', 'kafka→zookeeper', '--registry', registry);
    assert.match(words, /kafka→zookeeper +skipped/);
    assert.deepEqual(await kafka.list(), theirs);
    await kafka.remove();
    return `${counts(words)}, by SASL_SSL and SCRAM-SHA-512; it is as it was`;
  },

  'a Presto that somebody installed, and what it works with, in place of the stack’s': async ({
    administrator,
    empty,
    registry,
    folder,
  }) => {
    const lake = await installLake(administrator, (name) => pushedImage(name, registry), folder);
    await lake.giveKeys(empty);
    const theirs = await lake.list();
    const chosen = ['--suite', 'warehousing', '--registry', registry, '--grep'];
    const asked = 'only the object store’s client wrote|itself makes and removes|DROP leaves no object|every node of Presto|ORC: query 1 ';
    const words = await testWith(lake.existing, empty, ...chosen, asked);
    assert.match(words, /presto→minio +passed/);
    assert.match(words, /metastore→postgresql +skipped: .*not for a test to look into/);
    const fewer = await testWith(lake.withoutTpch, empty, ...chosen, 'JSON lines that only|ORC: query 1 ');
    assert.match(fewer, /^1 passed, 0 failed, 1 skipped/m);
    assert.match(fewer, /no catalog nowhere of the connector tpch/);
    assert.deepEqual(await lake.list(), theirs);
    await lake.remove();
    return `${counts(words)}: the metastore’s database and Presto’s pods were not looked into; without TPC-H’s catalog ${counts(fewer)}; all of it is as it was`;
  },

  'the same as a Job in the cluster': async ({ empty, registry }) => {
    const before = await empty.list();
    const check = await certifyByJob(empty, registry);
    await leaveNothing(empty, before);
    return `its bundle, from the claim: ${check.trim().split('\n').at(-1) ?? ''}`;
  },
};

/** Runs tests with what is there already, which pass, and clears away. @returns what was said */
async function testWith(existing: string, namespace: SomebodysNamespace, ...chosen: readonly string[]): Promise<string> {
  const before = await namespace.list();
  const { code, words } = await namespace.touchstone('test', '--existing', existing, ...chosen);
  assert.equal(code, EXIT.passed, words);
  await leaveNothing(namespace, before);
  return words;
}

async function leaveNothing(namespace: SomebodysNamespace, before: Readonly<Record<string, string>>): Promise<void> {
  const { code, words } = await namespace.touchstone('down');
  assert.equal(code, EXIT.passed, words);
  assert.deepEqual(await namespace.list(), before);
}

function counts(words: string): string {
  return /^\d+ passed, \d+ failed.*$/m.exec(words)?.[0] ?? '';
}
