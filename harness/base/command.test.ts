import { expect, test } from 'vitest';
import { run, tryRun } from './command.ts';

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
