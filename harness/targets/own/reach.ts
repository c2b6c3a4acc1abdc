import { CommandError, run } from '../../base/command.ts';
import { GroundFailure } from '../../base/failure.ts';
import { byHand, type Place } from '../../cluster/place.ts';
import { wantsPerson, whyUnreachable } from './unreachable.ts';

/** How long a login and the cluster's answer may take, in milliseconds: some login programs ask a service of their own first. */
const PATIENCE = 30_000;

/** How long a login program that waits for a person is left alone, in milliseconds: it may say more, and may remember an earlier login after all. */
const AWAITS_PERSON = 3_000;

/**
 * Logs in and asks the cluster for its version.
 * @param tell hears what a login program says meanwhile
 * @throws GroundFailure that says why there is no answer
 */
export async function checkReachable(place: Place, kubectl: string, tell: (words: string) => void, signal: AbortSignal): Promise<void> {
  const { kubeconfig, context } = place;
  const heard: string[] = [];
  const waiting = new AbortController();
  const stop = (): void => waiting.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const onLine = (line: string): void => {
    heard.push(line);
    tell(line);
    if (wantsPerson(line)) timer ??= setTimeout(() => waiting.abort(), AWAITS_PERSON);
  };
  try {
    const args = ['--kubeconfig', kubeconfig, '--context', context, '--request-timeout=10s', 'version'];
    await run(kubectl, args, { signal: waiting.signal, timeout: PATIENCE, onLine });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CommandError) && !waiting.signal.aborted) throw error;
    const { what, mend } = whyUnreachable(heard.join('\n'));
    throw new GroundFailure(`context ${context} ${what}`, `${mend} Try it yourself: ${byHand(place, 'version')}`, heard.slice(-4), error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
