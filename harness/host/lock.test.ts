import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError, run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, 'lock.ts')).href;
/** Takes its workplace, the engine unless its environment names another; says so, and keeps it for as long as the rest of the program takes. */
const TAKE = `const { ENGINE, take } = await import('${MODULE}'); const { PLACE, LOCKS } = process.env; take(PLACE ? { what: PLACE, id: PLACE } : ENGINE, LOCKS); console.log('taken');`;
const ARGUMENTS = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval'];

/** A folder for the locks of a host of its own. */
async function host(): Promise<{ readonly LOCKS: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { LOCKS: folder };
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
  expect(await readdir(env.LOCKS)).toEqual([]);
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
  await writeFile(join(env.LOCKS, 'touchstone.lock'), '');
  expect(await take(env)).toBe('taken');
});

test('a lock of a run that ended keeps nobody out, though another process has its number now', async () => {
  const env = await host();
  await writeFile(join(env.LOCKS, 'touchstone.lock'), `${process.pid} 1`);
  expect(await take(env)).toBe('taken');
});

test('of many that find a dead run’s lock at once one has the host', async () => {
  const env = await host();
  const lock = join(env.LOCKS, 'touchstone.lock');
  await writeFile(lock, '4194305'); // more than any process id of Linux
  const runs = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, [...ARGUMENTS, `${TAKE} setInterval(() => undefined, 1000);`], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const taken = once(child.stdout, 'data').then(() => child.pid);
    return Promise.race([taken, once(child, 'exit').then(() => undefined)]);
  });
  const [winner, ...others] = (await Promise.all(runs)).filter((pid) => pid !== undefined);
  expect(others).toEqual([]);
  expect(await readFile(lock, 'utf8')).toMatch(RegExp(`^${winner ?? '?'}( \\d+)?$`));
  expect(await readdir(env.LOCKS)).toEqual(['touchstone.lock']);
});

test('a lock that another run has taken since is not removed at the end', async () => {
  const env = await host();
  const overwrite = "(await import('node:fs')).writeFileSync(`${process.env.LOCKS}/touchstone.lock`, '1');";
  await run(process.execPath, [...ARGUMENTS, `${TAKE} ${overwrite}`], { cwd: ROOT, env });
  expect(await readdir(env.LOCKS)).toEqual(['touchstone.lock']);
});
