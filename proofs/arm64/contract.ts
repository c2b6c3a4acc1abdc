import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import { ROOT } from '../../harness/index.ts';

const TESTS = join(ROOT, 'suites', 'images', 'contract.test.ts');
/** What every test is given of a run. This one asks nothing of a cluster, but wants one in its kubeconfig. */
const NOWHERE = { context: 'nowhere', namespace: 'nowhere', runId: 'arm64', gateway: '', kubectl: '', scale: 'tiny' };
const CLUSTERS = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'nowhere', cluster: { server: 'https://nowhere.invalid' } }],
  users: [{ name: 'nobody', user: {} }],
  contexts: [{ name: 'nowhere', context: { cluster: 'nowhere', user: 'nobody' } }],
};

/** Runs the suite's test of one image; those of images that it is not given skip themselves. @throws Error with its words unless it passes */
export async function passContract(name: string, reference: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-contract-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(CLUSTERS)); // which is YAML too
  const vitest = await createVitest('test', { root: ROOT, watch: false, reporters: [{}] });
  try {
    vitest.provide('target', { ...NOWHERE, kubeconfig, images: { [name]: reference }, releases: [], existing: [], unseen: {} });
    const { testModules, unhandledErrors } = await vitest.start([TESTS]);
    const { ran, words } = outcomeOf(testModules);
    const all = [...words, ...unhandledErrors.map(String)];
    if (ran !== 1 || all.length > 0) throw new Error(`${ran} tests of the contract of ${name} ran: ${all.join('\n')}`);
  } finally {
    await vitest.close();
    await rm(folder, { recursive: true });
  }
}

/** How many tests ran, and what went wrong. */
function outcomeOf(modules: readonly TestModule[]): { readonly ran: number; readonly words: readonly string[] } {
  const results = modules.flatMap(({ children }) => [...children.allTests()].map((test) => test.result()));
  const errors = [...results.flatMap((result) => result.errors ?? []), ...modules.flatMap((module) => module.errors())];
  return { ran: results.filter(({ state }) => state !== 'skipped').length, words: errors.map(({ message }) => message) };
}
