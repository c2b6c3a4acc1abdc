import { isAnswer, serversWords } from './servers-words.ts';

/** The exit codes that other programs rely on; a run that was told to stop has no verdict, and ends like any program that was. */
export const EXIT = { passed: 0, testFailed: 1, usage: 2, ground: 3, interrupted: 130 } as const;

/** Wrong usage: an unknown suite, a flag that makes no sense. The message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The ground failed (host, engine, image, cluster or install), so that no test can say anything. Exit code 3.
 * The message says what happened and why; `mend` says what to do about it.
 */
export class GroundFailure extends Error {
  override readonly name: string = 'GroundFailure';
  constructor(
    message: string,
    readonly mend: string,
    /** The last lines of output that show the cause, if there are any. */
    readonly evidence: readonly string[] = [],
    /** What was thrown first. */
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** A failure as standard error shows it: what happened, what to do, and the lines that show the cause. */
export function failureText({ message, mend, evidence }: Pick<GroundFailure, 'message' | 'mend' | 'evidence'>): string {
  return [`error: ${message}`, mend, ...evidence.map((line) => `  | ${line}`), ''].join('\n');
}

/** The run was told to stop (Ctrl-C or SIGTERM). */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`stopped by ${signalName}`);
  }
}

/**
 * What an unknown thrown value says of itself, and its causes of themselves: a "fetch failed" says nothing without, and an AggregateError (a host
 * with several addresses, none of which answers) has no words of its own.
 */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const causes: unknown[] = error instanceof AggregateError ? error.errors : error.cause instanceof Error ? [error.cause] : [];
  const words = isAnswer(error) ? serversWords(error) : error.message;
  return [words, causes.map(messageOf).join(', ')].filter((words) => words !== '').join(': ');
}

/** Any thrown value as a failure of the ground, with advice where the cause is a known one. */
export function asGroundFailure(error: unknown): GroundFailure {
  const full = /ENOSPC|no space left on device/i;
  if (error instanceof GroundFailure) {
    return full.test(error.evidence.join('\n'))
      ? new GroundFailure(
          `${error.message}: the disk is full`,
          'Free some (docker system df shows what the engine holds) and run again.',
          error.evidence,
        )
      : error;
  }
  const message = messageOf(error);
  if (full.test(message))
    return new GroundFailure('the disk is full', 'Free some (docker system df shows what the engine holds) and run again.', [message]);
  const [first = message, ...rest] = message.split('\n');
  return new GroundFailure(
    first,
    'If you cannot tell why, `touchstone doctor` and `touchstone status` show how things stand.',
    rest.length > 0 ? rest : ((error as Error).stack ?? '').split('\n').slice(1, 6),
  );
}
