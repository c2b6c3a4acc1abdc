import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError } from './command-error.ts';
import { pipe } from './pipe.ts';
import { UNSTOPPED } from './unstopped.ts';

const sh = (script: string): [string, ...string[]] => ['sh', '-c', script];

test('all that is written is read, however much', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-pipe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const read = join(folder, 'read');
  await pipe(sh('head -c 50000000 /dev/zero; printf end'), sh(`cat >${read}`), UNSTOPPED);
  expect(statSync(read).size).toBe(50_000_003);
  expect(readFileSync(read).subarray(-3).toString()).toBe('end');
});

test('the reader’s trouble comes before the writer’s, whose pipe it breaks', async () => {
  const piping = pipe(sh('head -c 50000000 /dev/zero'), sh('head -c 1 >/dev/null; echo the disk is full >&2; exit 3'), UNSTOPPED);
  await expect(piping).rejects.toThrow(/exit code 3\nthe disk is full/);
});

test('a writer that breaks off is no success, though its reader takes what came for all', async () => {
  await expect(pipe(sh('echo half; echo no such image >&2; exit 1'), sh('cat >/dev/null'), UNSTOPPED)).rejects.toThrow(
    /exit code 1\nno such image/,
  );
});

test.each([
  ['written by', ['touchstone-is-not-there'], sh('cat')],
  ['read by', sh('echo x'), ['touchstone-is-not-there']],
] as const)('what is %s a program that is not there could not be started', async (_, from, into) => {
  await expect(pipe([...from], [...into], UNSTOPPED)).rejects.toThrow(/could not be started: .*ENOENT/);
});

test('neither outlives its signal, nor its deadline', async () => {
  const reason = new Error('interrupted');
  const interruption = new AbortController();
  const stopped = pipe(sh('echo x; sleep 60'), sh('cat; sleep 60'), interruption.signal);
  interruption.abort(reason);
  await expect(stopped).rejects.toBe(reason);
  const late = pipe(sh('sleep 60'), sh('cat'), UNSTOPPED, 50);
  await expect(late).rejects.toSatisfy((error) => error instanceof CommandError && error.ending === 'no end within 0.05 s');
});
