/** The exit codes that other programs rely on. */
export const EXIT = { passed: 0, testFailed: 1, usage: 2, ground: 3 } as const;

/** Wrong usage: an unknown suite, a flag that makes no sense. The message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The ground failed (host, engine, image, cluster or install), so that no test can say anything. Exit code 3.
 * The message says what happened and why; `mend` says what to do about it.
 */
export class GroundFailure extends Error {
  override readonly name = 'GroundFailure';
  constructor(
    message: string,
    readonly mend: string,
    /** The last lines of output that show the cause, if there are any. */
    readonly evidence: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The run was told to stop (Ctrl-C or SIGTERM). */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly signalName: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signalName}`);
  }
}

/** What an unknown thrown value says of itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
