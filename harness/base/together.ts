import { setMaxListeners } from 'node:events';

/**
 * Starts all works at once. When one fails the others are told to stop and waited for, so that nothing runs on behind the caller's
 * back; then the first failure is thrown.
 */
export async function together<T extends readonly unknown[]>(
  signal: AbortSignal,
  works: { readonly [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> },
): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  setMaxListeners(Infinity, stop.signal); // each work, and each command that it runs, listens; Node.js warns of ten
  const stopAll = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', stopAll, { once: true });
  const failures: unknown[] = [];
  const results = await Promise.all(
    works.map(async (work) => {
      try {
        return await work(stop.signal);
      } catch (error) {
        failures.push(error);
        stop.abort(error);
        return undefined;
      }
    }),
  );
  signal.removeEventListener('abort', stopAll);
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results as unknown as T;
}
