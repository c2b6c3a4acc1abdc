import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CommandError, run, tryRun } from '../../../base/command.ts';

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly template: { readonly spec: Record<'containers' | 'initContainers', { readonly name: string; readonly command: string[] }[]> };
  };
}

/** What a container of the DaemonSet runs, with its pipes in a folder of this host's. */
async function commandOf(name: string, folder: string): Promise<[string, ...string[]]> {
  const documents = parseAllDocuments(await readFile(join(import.meta.dirname, 'enforcer.yaml'), 'utf8'));
  const daemon = documents.map((document) => document.toJS() as Manifest).find(({ kind }) => kind === 'DaemonSet');
  const { containers = [], initContainers = [] } = daemon?.spec.template.spec ?? {};
  const { command = [] } = [...initContainers, ...containers].find((container) => container.name === name) ?? {};
  const [program = '', ...args] = command.map((word) => word.replaceAll('/pipe', folder).replace('/program', import.meta.dirname));
  return [program, ...args];
}

test('who makes the rules ends with who hands them to nft, where that takes none', async ({ skip }) => {
  skip((await tryRun('mkfifo', ['--version'])) === undefined, 'no pipes can be made here');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-enforcer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [mkfifo, ...making] = await commandOf('pipe', folder);
  await run(mkfifo, making);
  const [node, ...maker] = await commandOf('rules', folder);
  const [bash, ...handing] = await commandOf('nft', folder);
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const { signal } = ending;
  const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '1' };
  const made = run(node, maker, { env, signal }).catch((error: unknown) => error);
  const refusing = run(
    bash,
    handing.map((word) => word.replace('nft -f -', 'exit 1')),
    { signal },
  ).catch((error: unknown) => error);
  await run('bash', ['-c', `printf 'table\\0' >${folder}/rules`]); // one that nft refuses
  expect(await refusing).toBeInstanceOf(CommandError);
  expect(await made).toMatchObject({
    end: { exitCode: 1 },
    output: expect.arrayContaining([expect.stringContaining('nft has ended')]) as string[],
  });
});
