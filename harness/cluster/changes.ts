import { EventEmitter } from 'node:events';
import { tracedWait } from '../base/trace.ts';

/** Something that changes, and those who wait for what it will be. */
export class Changes {
  private readonly events = new EventEmitter<{ change: [] }>();
  private failure: Error | undefined;

  constructor() {
    this.events.setMaxListeners(0);
  }

  /** To be called after every change. */
  changed(): void {
    this.events.emit('change');
  }

  /** To be called when no more changes will be told: all who wait are told why. */
  failed(error: Error): void {
    this.failure = error;
    this.changed();
  }

  /**
   * Asks the question now and after every change until it has an answer.
   * @param what what is waited for, in the trace's words
   * @param wakeAt gives a point in time (milliseconds since the epoch) at which the answer may change although nothing else does
   * @throws what the question throws, why no more changes will be told, and the signal's reason
   */
  async until<T>(
    what: string,
    question: () => T | undefined,
    signal: AbortSignal,
    wakeAt: () => number | undefined = () => undefined,
  ): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.events.off('change', ask);
        signal.removeEventListener('abort', abort);
        act();
      };
      const abort = (): void => settle(() => reject(signal.reason as Error));
      const ask = (): void => {
        try {
          if (this.failure) throw this.failure;
          const answer = question();
          if (answer !== undefined) {
            settle(() => resolve(answer));
            return;
          }
        } catch (error) {
          settle(() => reject(error instanceof Error ? error : new Error(String(error))));
          return;
        }
        clearTimeout(timer);
        const moment = wakeAt();
        if (moment !== undefined) timer = setTimeout(ask, Math.max(0, moment - Date.now()));
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      this.events.on('change', ask);
      ask();
    });
    return tracedWait(what, answered);
  }
}
