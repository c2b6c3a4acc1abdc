import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from './choose.ts';

afterEach(() => void vi.unstubAllEnvs());

async function kubeconfig(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'kubeconfig');
  const [cluster, context] = ['{ name: c, cluster: { server: "https://localhost:1" } }', '{ name: x, context: { cluster: c, user: u } }'];
  await writeFile(
    path,
    `{ kind: Config, current-context: x, clusters: [${cluster}], users: [{ name: u, user: {} }], contexts: [${context}] }`,
  );
  return path;
}

test('in CI a new kind cluster is made; what stands on a user’s own cluster is replaced only when that is asked for', async () => {
  const own = await kubeconfig();
  for (const [ci, given, fresh] of [
    ['true', {}, true],
    ['', {}, false],
    ['', { fresh: true }, true],
    ['true', { kubeconfig: own }, false],
    ['true', { kubeconfig: own, fresh: true }, true],
  ] as const) {
    vi.stubEnv('CI', ci);
    expect((await chooseTarget(given, new Stream())).fresh).toBe(fresh);
  }
});

test.for([
  [{ namespace: 'x' }, '--namespace says where on a cluster of your own'],
  [{ kubeconfig: 'x', nodes: 3 }, '--nodes says how many a kind cluster gets'],
  [{ kubeconfig: 'x', images: 'pull' }, '--images says how a kind cluster gets them'],
] as const)('%j means nothing there, and is wrong usage', async ([given, words]) => {
  await expect(chooseTarget(given, new Stream())).rejects.toThrow(words);
});
