import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError, run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, 'lock.ts')).href;
/** Takes its workplace, the engine unless its environment names another; says so, and keeps it for as long as the rest of the program takes. */
const TAKE = `const { ENGINE, take } = await import('${MODULE}'); const { PLACE } = process.env; take(PLACE ? { what: PLACE, id: PLACE } : ENGINE); console.log('taken');`;
const ARGUMENTS = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval'];

/** A folder for temporary files of a host of its own. */
async function host(): Promise<{ readonly TMPDIR: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { TMPDIR: folder };
}

/** A run that is at work until the test is over. */
async function atWork(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...ARGUMENTS, `${TAKE} setInterval(() => undefined, 1000);`], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

function take(env: Readonly<Record<string, string>>): Promise<string> {
  return run(process.execPath, [...ARGUMENTS, TAKE], { cwd: ROOT, env });
}

test('a second run is refused while the first is at work, and is told which that is', async () => {
  const env = await host();
  const { pid } = await atWork(env);
  const refused = await take(env).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CommandError);
  expect((refused as CommandError).output.join('\n')).toContain(`another run (process ${pid ?? '?'}) works on the cluster of this host`);
});

test('runs on clusters of their own do not wait for each other', async () => {
  const env = await host();
  await atWork({ ...env, PLACE: 'namespace a' });
  expect(await take({ ...env, PLACE: 'namespace b' })).toBe('taken');
  expect(await take(env)).toBe('taken');
  const refused = await take({ ...env, PLACE: 'namespace a' }).catch((error: unknown) => (error as CommandError).output.join());
  expect(refused).toContain('works on namespace a');
});

test('a run that has ended leaves the host to the next', async () => {
  const env = await host();
  expect(await take(env)).toBe('taken');
  expect(existsSync(join(env.TMPDIR, 'touchstone.lock'))).toBe(false);
  expect(await take(env)).toBe('taken');
});

test('a run that was killed does not keep the host', async () => {
  const env = await host();
  const child = await atWork(env);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await take(env)).toBe('taken');
});

test('a lock without an owner, which a full disk leaves, is nobody’s', async () => {
  const env = await host();
  await writeFile(join(env.TMPDIR, 'touchstone.lock'), '');
  expect(await take(env)).toBe('taken');
});
