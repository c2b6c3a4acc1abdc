import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError, GRACE_OF_STARTERS, run, tryRun } from './command.ts';

test('gives standard output, and every line of both outputs as it comes', async () => {
  const lines: string[] = [];
  expect(await run('sh', ['-c', 'echo out; echo err >&2'], { onLine: (line) => lines.push(line) })).toBe('out');
  expect(lines.sort()).toEqual(['err', 'out']);
});

test('an exit code, a program that is not there and a timeout are said in words', async () => {
  await expect(run('sh', ['-c', 'echo why >&2; exit 3'])).rejects.toThrow(/exit code 3\nwhy/);
  await expect(run('no-such-program', [])).rejects.toThrow(/could not be started/);
  await expect(run('sleep', ['60'], { timeout: 50 })).rejects.toThrow(/no end within 0.05 s/);
  expect(await tryRun('false', [])).toBeUndefined();
});

test('an aborted signal ends the program and all that it started, and its reason is thrown', async () => {
  const controller = new AbortController();
  const lines: string[] = [];
  const grandchild = `trap 'echo ended; exit' TERM; sleep 60 & echo ready; wait`;
  const work = run('sh', ['-c', `sh -c "${grandchild}" & wait`], {
    signal: controller.signal,
    onLine: (line) => {
      lines.push(line);
      if (line === 'ready') controller.abort(new Error('stop'));
    },
  });
  await expect(work).rejects.toThrow('stop');
  expect(lines).toEqual(['ready', 'ended']);
});

test('what ignores the end that it is asked for is killed', async () => {
  await expect(run('sh', ['-c', `trap '' TERM; sleep 60`], { timeout: 100 })).rejects.toThrow(/no end within 0.1 s/);
});

test('who starts others in process groups of their own has the time to end them', async () => {
  const starter = `sleep 60 & trap 'sleep 0.3; echo ended; exit' TERM; echo started; wait`;
  const stopAfter = async (grace: number): Promise<string[]> => {
    const controller = new AbortController();
    const lines: string[] = [];
    const onLine = (line: string): void => {
      lines.push(line);
      controller.abort(new Error('stop'));
    };
    await expect(run('bash', ['-c', starter], { signal: controller.signal, onLine, grace })).rejects.toThrow('stop');
    return lines;
  };
  expect(await stopAfter(GRACE_OF_STARTERS)).toEqual(['started', 'ended']);
  expect(await stopAfter(50)).toEqual(['started']);
});

test('what a stopped program started does not outlive it, even where it is deaf and writes elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-command-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const pipe = join(folder, 'pipe');
  await run('mkfifo', [pipe]);
  const controller = new AbortController();
  const deaf = `trap '' TERM; echo started; while :; do sleep 1; done`;
  const work = run('sh', ['-c', `sh -c "${deaf}" >${pipe} 2>&1 & wait`], { signal: controller.signal });
  const heard = createReadStream(pipe, 'utf8').once('data', () => controller.abort(new Error('stop')));
  await expect(work).rejects.toThrow('stop');
  await once(heard, 'end'); // when nobody is left who could write
});

test('a line is heard of while the program goes on', async () => {
  const controller = new AbortController();
  const onLine = (): void => controller.abort(new Error('heard'));
  await expect(run('sh', ['-c', 'echo early; sleep 60'], { signal: controller.signal, onLine })).rejects.toThrow('heard');
});

test('input arrives whole and is closed, and so is none; who reads nothing of it is not blamed', async () => {
  const input = 'a line with an ä\n'.repeat(100_000).trimEnd();
  expect(await run('cat', [], { input })).toBe(input);
  expect(await run('cat', [])).toBe('');
  expect(await run('true', [], { input })).toBe('');
});

test('output arrives whole, however long a line is, and letters that two pieces of it share', async () => {
  const script = `process.stdout.write('x' + 'ä'.repeat(1_000_000))`;
  expect(await run(process.execPath, ['-e', script])).toBe(`x${'ä'.repeat(1_000_000)}`);
});

test('arguments arrive as they are; those that the system refuses are an error of the command', async () => {
  const odd = ['', 'two words', '$HOME', `it's "quoted"`, '*', '; exit 3', 'line\nbreak', '--flag=a|b'];
  expect(await run('printf', ['[%s]', ...odd])).toBe(odd.map((word) => `[${word}]`).join(''));
  await expect(run('echo', ['x'.repeat(10_000_000)])).rejects.toThrow(/could not be started: .*E2BIG/);
});

test('how it ended is told in facts', async () => {
  const failed = await run('sh', ['-c', 'echo out; echo err >&2; exit 3']).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(CommandError);
  const { command, end, ending, output } = failed as CommandError;
  expect({ command, ending, output: [...output].sort() }).toEqual({
    command: 'sh -c echo out; echo err >&2; exit 3',
    ending: 'exit code 3',
    output: ['err', 'out'],
  });
  expect(end).toEqual({ exitCode: 3, seconds: expect.any(Number) as number });
  await expect(run('sh', ['-c', 'kill -9 $$'])).rejects.toMatchObject({ ending: 'ended by SIGKILL', end: { signal: 'SIGKILL' } });
  await expect(run('sleep', ['60'], { timeout: 50 })).rejects.toMatchObject({ end: { signal: 'SIGTERM', timeout: 50 } });
});

test('neither a host without bash nor ZX_ variables make a difference; nothing is written but what NODE_DEBUG=touchstone asks for', async () => {
  const script = `import { run } from '${join(import.meta.dirname, 'command.ts')}'; console.log(await run('/bin/sh', ['-c', 'echo $PATH; echo err >&2']));`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', script];
  const zx = { ZX_VERBOSE: 'true', ZX_PREFIX: 'exit 7;', ZX_SHELL: 'false', ZX_TIMEOUT: '1ms', ZX_PREFER_LOCAL: 'true', ZX_CWD: '/' };
  const env = { ...zx, PATH: '/nowhere', NODE_DEBUG: 'touchstone' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toBe('/nowhere\n');
  expect(stderr).toMatch(/^TOUCHSTONE \d+: \/bin\/sh -c echo \$PATH; echo err >&2: done, [\d.]+ s\n$/);
});
