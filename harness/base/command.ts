import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { debuglog } from 'node:util';

/**
 * Milliseconds that what is stopped has to end by itself. It is killed then: a program may ignore the signal, and one that was just
 * being started by another is not reached by it.
 */
const GRACE = 2_000;

export interface CommandOptions {
  /** Ends the command and all that it started. */
  readonly signal?: AbortSignal | undefined;
  /** Written to the command's standard input, which is then closed. */
  readonly input?: string;
  /** Added to the harness's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with every line of both outputs, as it comes. */
  readonly onLine?: (line: string) => void;
  /** Milliseconds after which the command is ended. */
  readonly timeout?: number;
}

/** How a command ended that did not end well. */
export interface Ending {
  /** Absent where it was ended by a signal or never started. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** Why it could not be started. */
  readonly notStarted?: string;
  /** The timeout that it ran into, in milliseconds. */
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
    const ending = inWords(end);
    super([`${command}: ${ending}`, ...output.slice(-8)].join('\n'));
    this.ending = ending;
  }
}

function inWords({ exitCode, signal, notStarted, timeout }: Ending): string {
  if (notStarted !== undefined) return `could not be started: ${notStarted}`;
  if (timeout !== undefined) return `no end within ${timeout / 1000} s`;
  return signal === undefined ? `exit code ${exitCode ?? '?'}` : `ended by ${signal}`;
}

/** Says of each command what it was, how long it took and how it ended: NODE_DEBUG=touchstone. */
const trace = debuglog('touchstone');

/**
 * Runs a program without a shell and gives what it wrote to standard output.
 * The program gets a process group of its own, so that a Ctrl-C in the terminal reaches the harness alone, which then decides.
 * @throws CommandError when it can't be started, exits with another code than 0, or runs into the timeout
 * @throws the signal's reason when it is aborted
 */
export async function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const command = [program, ...args].join(' ');
  const startedAt = performance.now();
  const child = spawn(program, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, detached: true });
  const stdout: string[] = [];
  const output: string[] = [];
  const collect = (line: string): void => {
    output.push(line);
    options.onLine?.(line);
  };
  createInterface(child.stdout).on('line', (line) => {
    stdout.push(line);
    collect(line);
  });
  createInterface(child.stderr).on('line', collect);
  child.stdin.on('error', () => undefined); // a program that reads none of its input says why by its exit code
  child.stdin.end(options.input);

  let killing: NodeJS.Timeout | undefined;
  let timeout: number | undefined;
  const stop = (): void => {
    killGroup(child.pid, 'SIGTERM');
    killing = setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE);
  };
  const giveUp = (): void => {
    timeout = options.timeout;
    stop();
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  const timer = options.timeout === undefined ? undefined : setTimeout(giveUp, options.timeout);
  try {
    const ended = await endOf(child);
    const end = { ...ended, ...(timeout === undefined ? {} : { timeout }), seconds: (performance.now() - startedAt) / 1000 };
    trace('%s: %s, %d s', command, end.exitCode === 0 ? 'done' : inWords(end), end.seconds.toFixed(3));
    options.signal?.throwIfAborted();
    if (end.exitCode === 0 && timeout === undefined) return stdout.join('\n');
    throw new CommandError(command, end, output);
  } finally {
    clearTimeout(timer);
    clearTimeout(killing);
    options.signal?.removeEventListener('abort', stop);
  }
}

function endOf(child: ChildProcess): Promise<Pick<Ending, 'exitCode' | 'signal' | 'notStarted'>> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ notStarted: error.message }));
    child.on('close', (exitCode, signal) => resolve(exitCode === null ? { signal: signal ?? '?' } : { exitCode }));
  });
}

/** Like run, but gives undefined where run throws a CommandError: for probes, whose failure is an answer. */
export async function tryRun(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string | undefined> {
  try {
    return await run(program, args, options);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
