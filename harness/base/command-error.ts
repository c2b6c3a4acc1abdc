/** How a command ended that did not end well. */
export interface Ending {
  /** Absent where it was ended by a signal or never started. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why it could not be started. */
  readonly notStarted?: string;
  /** The deadline that it ran into, in milliseconds. */
  readonly timeout?: number;
  /** From its start. */
  readonly seconds: number;
}

/** A command that could not be started, failed or was ended. The message holds the command, how it ended and its last lines. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** How it ended, in words. */
  readonly ending: string;
  constructor(
    readonly command: string,
    readonly end: Ending,
    /** Both outputs, in the order in which their lines came. */
    readonly output: readonly string[],
  ) {
    const ending = endingInWords(end);
    super([`${command}: ${ending}`, ...output.slice(-8)].join('\n'));
    this.ending = ending;
  }
}

/** "exit code 3", "ended by SIGKILL", "no end within 5 s", "could not be started: …". */
export function endingInWords({ exitCode, signal, notStarted, timeout }: Ending): string {
  if (notStarted !== undefined) return `could not be started: ${notStarted}`;
  if (timeout !== undefined) return `no end within ${timeout / 1000} s`;
  return signal === undefined ? `exit code ${exitCode ?? '?'}` : `ended by ${signal}`;
}
