import type { RecognisedCause } from './classify.ts';

/** Something wrong with a pod, or with a workload that gets none. */
export interface Trouble {
  readonly pod: string;
  readonly cause: RecognisedCause;
}

/**
 * When a wait saw each trouble first, by this host's clock. How long a trouble lasts is counted from there and not from the pod's start, after which
 * an image may have been pulled for minutes before the first connection broke; and not by the clocks of nodes, which may be wrong.
 */
export class Sightings {
  private readonly first = new Map<string, number>();

  /** When waiting on becomes pointless, in milliseconds since the epoch, if the trouble lasts until then. What goes and comes again has lasted all the while. */
  endOf({ pod, cause }: Trouble, now: number): number {
    const key = `${pod} ${cause.kind}`;
    const seen = this.first.get(key) ?? now;
    this.first.set(key, seen);
    return seen + cause.patience;
  }
}
