import { setMaxListeners } from 'node:events';

/**
 * Does work that has so many milliseconds: the signal that it is given aborts when the time is over (with a DOMException named TimeoutError, as
 * AbortSignal.timeout's) or when the outer signal does (with its reason).
 *
 * `AbortSignal.any([signal, AbortSignal.timeout(n)])` says the same and is forbidden by lint: nothing holds its second part, and Node.js 20 loses it
 * at a garbage collection, after which the work waits for ever.
 * @throws what the work throws, and the outer signal's reason when that is aborted already
 */
export async function withDeadline<T>(signal: AbortSignal, milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const controller = new AbortController();
  setMaxListeners(Infinity, controller.signal); // the work may be many requests at once; Node.js warns of ten
  const stop = (): void => controller.abort(signal.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException(`no end within ${milliseconds / 1000} s`, 'TimeoutError')),
    milliseconds,
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
