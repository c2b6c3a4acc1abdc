import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

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

/** A command that could not be started, failed or was ended. The message holds the command, how it ended and its last lines. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly command: string,
    readonly ending: string,
    /** Both outputs, in the order in which their lines came. */
    readonly output: readonly string[],
  ) {
    super([`${command}: ${ending}`, ...output.slice(-8)].join('\n'));
  }
}

/**
 * Runs a program without a shell and gives what it wrote to standard output.
 * The program gets a process group of its own, so that a Ctrl-C in the terminal reaches the harness alone, which then decides.
 * @throws CommandError when it can't be started, exits with another code than 0, or runs into the timeout
 * @throws the signal's reason when it is aborted
 */
export async function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  const command = [program, ...args].join(' ');
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
  const stop = (): void => {
    killGroup(child.pid, 'SIGTERM');
    killing = setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE);
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  const timer = options.timeout === undefined ? undefined : setTimeout(stop, options.timeout);
  const startedAt = Date.now();
  try {
    const ending = await new Promise<string | undefined>((resolve) => {
      child.on('error', (error) => resolve(`could not be started: ${error.message}`));
      child.on('close', (code, signal) => resolve(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code ?? '?'}`));
    });
    options.signal?.throwIfAborted();
    if (ending === undefined) return stdout.join('\n');
    const timedOut = options.timeout !== undefined && Date.now() - startedAt >= options.timeout;
    throw new CommandError(command, timedOut ? `no end within ${options.timeout / 1000} s` : ending, output);
  } finally {
    clearTimeout(timer);
    clearTimeout(killing);
    options.signal?.removeEventListener('abort', stop);
  }
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
