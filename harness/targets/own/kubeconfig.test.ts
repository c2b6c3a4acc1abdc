import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { findPlace } from './kubeconfig.ts';

afterEach(() => void vi.unstubAllEnvs());

interface Entries {
  readonly current?: string;
  /** Namespaces by the names of contexts. */
  readonly contexts?: Readonly<Record<string, string | undefined>>;
  /** Of the cluster that all contexts name. */
  readonly server?: string;
}

/** A home with kubeconfigs in it, by their names, for one test. */
async function home(files: Readonly<Record<string, Entries>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-home-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, { current, contexts = {}, server }] of Object.entries(files)) {
    const listed = Object.entries(contexts).map(([context, namespace]) => ({
      name: context,
      context: { cluster: 'c', user: 'u', namespace },
    }));
    const clusters = server === undefined ? [] : [{ name: 'c', cluster: { server } }];
    await writeFile(
      join(folder, name),
      JSON.stringify({ kind: 'Config', 'current-context': current, contexts: listed, clusters, users: [{ name: 'u' }] }),
    );
  }
  vi.stubEnv('HOME', folder);
  vi.stubEnv('KUBECONFIG', '');
  return folder;
}

test('the context’s own namespace is the default, --namespace goes before it', async () => {
  const folder = await home({ a: { current: 'x', contexts: { x: 'team', y: undefined } } });
  const kubeconfig = join(folder, 'a');
  expect(findPlace({ kubeconfig })).toMatchObject({ context: 'x', namespace: 'team' });
  expect(findPlace({ kubeconfig, namespace: 'mine' }).namespace).toBe('mine');
  expect(findPlace({ kubeconfig, context: 'y' }).namespace).toBe('touchstone');
});

test('without --kubeconfig it is KUBECONFIG’s files, the first of which has the say', async () => {
  const folder = await home({ a: { contexts: { x: 'first' } }, b: { current: 'x', contexts: { x: 'second', y: 'second' } } });
  const files = [join(folder, 'a'), join(folder, 'b')];
  vi.stubEnv('KUBECONFIG', [join(folder, 'gone'), ...files].join(delimiter));
  expect(findPlace({ context: 'x' })).toMatchObject({ files, namespace: 'first', loginFolder: folder });
  expect(findPlace({ context: 'y' }).namespace).toBe('second');
});

test('--kubeconfig takes such a list too, and a “~” that the shell has left', async () => {
  const folder = await home({ 'a b': { contexts: { x: 'team' } }, c: { current: 'x' } });
  expect(findPlace({ kubeconfig: `~/a b${delimiter}~/c` }).files).toEqual([join(folder, 'a b'), join(folder, 'c')]);
});

test('where its API server is may stand in another file than the context', async () => {
  const folder = await home({ a: { contexts: { x: 'team' } }, b: { server: 'https://one' }, c: { server: 'https://two' } });
  const kubeconfig = ['a', 'b', 'c'].map((name) => join(folder, name)).join(delimiter);
  expect(findPlace({ kubeconfig, context: 'x' }).server).toBe('https://one');
  expect(findPlace({ kubeconfig: join(folder, 'a'), context: 'x' }).server).toBe('');
});

test('what lacks is said', async () => {
  const folder = await home({ a: { contexts: { x: undefined, y: undefined } } });
  expect(() => findPlace({ context: 'x' })).toThrow(`there is no kubeconfig at ${folder}/.kube/config`);
  const kubeconfig = join(folder, 'a');
  expect(() => findPlace({ kubeconfig })).toThrow(`${kubeconfig} has no current context; name one with --context: x, y`);
  expect(() => findPlace({ kubeconfig, context: 'z' })).toThrow(/has no context "z"; did you mean "[xy]"\? There are: x, y/);
});
