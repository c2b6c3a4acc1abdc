import { basename } from 'node:path';
import { expect, type TestContext } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { test as base } from '../../fixtures/test.ts';
import { EXIT, type Ended, type Given } from '../../harness/index.ts';
import { readerOn, type Reader } from './reader.ts';

/** A recipe installs half a stack beside the one that stands. In milliseconds. */
const PATIENCE = 1_800_000;

/** The namespace that docs/own-cluster.md speaks of. */
const INTEGRATION = 'integration';
/** All that it has made which is of no namespace. */
const ACCOUNT = [`namespace/${INTEGRATION}`, `clusterrole/touchstone-${INTEGRATION}`, `clusterrolebinding/touchstone-${INTEGRATION}`];

const test = base.extend('reader', { scope: 'file' }, async ({ target }, { onCleanup }) => {
  const reader = await readerOn(target);
  onCleanup(() => reader.leave());
  return reader;
});

test.beforeEach(({ target, skip }) =>
  skip(Object.keys(target.images).length === 0, 'namespaces and cluster roles are made for it: only on a cluster that Touchstone made'),
);

/** What a test has. */
type Having = Pick<TestContext, 'onTestFinished' | 'signal'> & { readonly reader: Reader; readonly target: Given };

/** Follows a document in a namespace of its own, of which nothing stays. */
async function followed(document: string, { reader, target, signal, onTestFinished }: Having): Promise<Ended> {
  const namespace = `${nameForFile('recipes', target.runId)}-${basename(document, '.md')}`.toLowerCase().replaceAll('_', '-');
  onTestFinished(() => cleanUp(`namespace ${namespace}`, () => reader.kubectl('delete', 'namespace', namespace, '--ignore-not-found')));
  return reader.follow(document, { namespace, signal });
}

for (const [document, what] of [
  ['docs/by-hand.md', 'from an empty namespace to a query and a message, and back'],
  ['docs/kustomize.md', 'an endpoint that is said once reaches every file'],
] as const)
  test(`${document}: ${what}`, { timeout: PATIENCE }, async ({ reader, target, signal, onTestFinished }) => {
    const { code, words } = await followed(document, { reader, target, signal, onTestFinished });
    expect(code, words).toBe(EXIT.passed);
  });

test(
  'docs/own-cluster.md: an account, and what the cluster has for a run',
  { timeout: PATIENCE },
  async ({ reader, signal, onTestFinished }) => {
    const standing = await reader.kubectl('get', ...ACCOUNT, '--ignore-not-found', '--output=name');
    expect(standing.trim(), 'somebody has followed it already, and what is theirs stays').toBe('');
    onTestFinished(() => cleanUp('the account of docs/own-cluster.md', () => reader.kubectl('delete', ...ACCOUNT, '--ignore-not-found')));
    const { code, words } = await reader.follow('docs/own-cluster.md', { namespace: INTEGRATION, signal });
    expect(code, words).toBe(EXIT.passed);
  },
);
