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
  [{ registry: 'registry.example.com/lab' }, '--registry says where the nodes of a --kubeconfig get images from'],
  [{ image: 'kafka=x' }, '--image says what the nodes of a --kubeconfig get'],
  [{ pullSecret: 'x' }, '--pull-secret says how the nodes of a --kubeconfig log in'],
  [{ pullPolicy: 'Never' }, '--pull-policy says when the nodes of a --kubeconfig pull'],
  [{ kubeconfig: 'x', nodes: 3 }, '--nodes says how many a kind cluster gets'],
  [{ kubeconfig: 'x', images: 'pull' }, '--images says how a kind cluster gets them'],
] as const)('%j means nothing there, and is wrong usage', async ([given, words]) => {
  await expect(chooseTarget(given, new Stream())).rejects.toThrow(words);
});

test('how nodes get images is said again, and two who say it differently work on one namespace', async () => {
  const given = { kubeconfig: await kubeconfig(), namespace: 'team' };
  const images = {
    registry: 'registry.example.com/lab',
    image: 'kafka=a/b:1,hbase=a/c:1',
    pullSecret: 'login',
    pullPolicy: 'Always',
  } as const;
  const [plain, said] = await Promise.all([chooseTarget(given, new Stream()), chooseTarget({ ...given, ...images }, new Stream())]);
  expect(said.target.flags).toEqual([
    ...plain.target.flags,
    '--registry registry.example.com/lab',
    "--image 'kafka=a/b:1,hbase=a/c:1'",
    '--pull-secret login',
    '--pull-policy Always',
  ]);
  expect(said.target.workplace).toEqual(plain.target.workplace);
});

test('an image that nobody knows is named', async () => {
  const given = { kubeconfig: await kubeconfig(), image: 'kafak=a/b:1' };
  await expect(chooseTarget(given, new Stream())).rejects.toThrow('there is no image "kafak"; did you mean "kafka"?');
});
