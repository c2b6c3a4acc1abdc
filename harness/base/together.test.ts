import { expect, test } from 'vitest';
import { together } from './together.ts';

const quiet = new AbortController().signal;

test('gives all results, in order', async () => {
  expect(await together(quiet, [() => Promise.resolve(1), () => Promise.resolve('two')])).toEqual([1, 'two']);
});

test('when one fails the others are told to stop, waited for, and the failure is thrown', async () => {
  let stopped = false;
  const other = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        stopped = true;
        resolve();
      });
    });
  await expect(together(quiet, [other, () => Promise.reject(new Error('no'))])).rejects.toThrow('no');
  expect(stopped).toBe(true);
});

test('stops when its own signal does', async () => {
  const controller = new AbortController();
  const work = together(controller.signal, [(signal) => new Promise((resolve) => signal.addEventListener('abort', resolve))]);
  controller.abort(new Error('told to'));
  await expect(work).rejects.toThrow('told to');
});
