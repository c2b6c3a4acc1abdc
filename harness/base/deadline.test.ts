import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { withDeadline } from './deadline.ts';

const quiet = new AbortController().signal;

/** Ends when its signal says so, and in no other way. */
function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

/** Collects garbage now, as Node.js does at any time. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

test('gives what the work gives', async () => {
  expect(await withDeadline(quiet, 1_000, () => Promise.resolve('done'))).toBe('done');
});

test('ends the work when its time is over, whatever is collected meanwhile', async () => {
  const work = withDeadline(quiet, 100, endless);
  collectGarbage();
  await expect(work).rejects.toMatchObject({ name: 'TimeoutError', message: 'no end within 0.1 s' });
});

test('ends the work when the outer signal does, with its reason', async () => {
  const controller = new AbortController();
  const work = withDeadline(controller.signal, 60_000, endless);
  controller.abort(new Error('told to'));
  await expect(work).rejects.toThrow('told to');
});

test('does not begin after the outer signal', async () => {
  await expect(withDeadline(AbortSignal.abort(new Error('over')), 60_000, () => Promise.resolve(1))).rejects.toThrow('over');
});
