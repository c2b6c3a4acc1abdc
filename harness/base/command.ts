import { createInterface } from 'node:readline';
import { CommandError, endingInWords } from './command-error.ts';
import { Program } from './program.ts';
import { trace } from './trace.ts';

export { CommandError } from './command-error.ts';

/** Milliseconds that a command has where nothing else is said: none takes as long, so one that does hangs. */
export const DEADLINE = 2 * 60 * 60 * 1000;
/** Milliseconds that one has to end by itself when it is told to. */
const GRACE = 2_000;
/** The same for one that starts others by this, in process groups of their own, which nobody else could end. */
export const GRACE_OF_STARTERS = 10_000;

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
  /** Milliseconds after which the command is ended, two hours where it is not given. */
  readonly timeout?: number;
  /** Milliseconds that it has to end by itself once it is told to; two seconds where it is not given. */
  readonly grace?: number;
}

/**
 * Runs a program without a shell and gives what it wrote to standard output.
 * The program gets a process group of its own, so that a Ctrl-C in the terminal reaches the harness alone, which then decides.
 * @throws CommandError when it can't be started, exits with another code than 0, or runs into the timeout
 * @throws the signal's reason when it is aborted
 */
export async function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { signal, input, onLine, timeout = DEADLINE, grace = GRACE, cwd = process.cwd() } = options;
  signal?.throwIfAborted();
  const started = new Program(program, args, { cwd, env: { ...process.env, ...options.env }, timeout, grace });
  const stop = (): void => started.stop();
  signal?.addEventListener('abort', stop, { once: true });
  const { stdout, output } = readLines(started, onLine);
  writeInput(started, input);
  const end = await started.ended();
  signal?.removeEventListener('abort', stop);
  const command = [program, ...args].join(' ');
  trace('%s: %s, %d s', command, end.exitCode === 0 ? 'done' : endingInWords(end), end.seconds.toFixed(3));
  signal?.throwIfAborted();
  if (end.exitCode === 0 && end.timeout === undefined) return stdout.join('\n');
  throw new CommandError(command, end, output);
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

/**
 * The lines of standard output, and of both outputs in the order in which they came; they grow while the program writes. zx has both too, but
 * decodes each piece that comes for itself, so that a letter which two of them share is lost, and gives only standard output line by line.
 */
function readLines({ child }: Program, onLine: CommandOptions['onLine']): { readonly stdout: string[]; readonly output: string[] } {
  const [stdout, output]: [string[], string[]] = [[], []];
  const collect = (line: string): void => {
    output.push(line);
    onLine?.(line);
  };
  if (child?.stdout) {
    createInterface(child.stdout).on('line', (line) => {
      stdout.push(line);
      collect(line);
    });
  }
  if (child?.stderr) createInterface(child.stderr).on('line', collect);
  return { stdout, output };
}

/** Writes a program's input, if there is any, and closes it: zx leaves it open where there is none, and who reads it waits for ever. */
function writeInput({ child }: Program, input: string | undefined): void {
  child?.stdin?.on('error', () => undefined); // a program that reads none of its input says why by its exit code
  child?.stdin?.end(input);
}
