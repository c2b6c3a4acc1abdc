import { debuglog } from 'node:util';
import { messageOf } from './failure.ts';

/** Says of each command and each wait what it was, how it ended and how long it took, on standard error: NODE_DEBUG=touchstone. */
export const trace = debuglog('touchstone');

/** Waits, and says so in the trace. @param what what is waited for */
export async function tracedWait<T>(what: string, wait: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const tell = (ending: string): void => trace('wait for %s: %s, %s s', what, ending, ((performance.now() - startedAt) / 1000).toFixed(3));
  try {
    const answer = await wait;
    tell('done');
    return answer;
  } catch (error) {
    tell(messageOf(error));
    throw error;
  }
}
