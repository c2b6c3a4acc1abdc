import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { CommandError, endingInWords, type Ending } from './command-error.ts';
import { withDeadline } from './deadline.ts';
import { trace } from './trace.ts';

/** Milliseconds that a pipe has where nothing else is said: gigabytes onto a slow machine took a quarter of an hour. */
const DEADLINE = 2 * 60 * 60 * 1000;

/** A program, and its arguments. */
type Words = readonly [string, ...string[]];

interface Part {
  readonly command: string;
  readonly child: ChildProcess;
  /** Lines of its standard error, those of the reader's standard output among them: neither is what is sent. */
  readonly output: string[];
  readonly ended: Promise<Ending>;
}

/**
 * Has one program read what another writes, as a shell's pipe does; none of it is kept, which zx would do.
 * @param timeout milliseconds after which both are ended
 * @throws CommandError of the one that did not end well, the reader's first: whoever writes to it then ends badly, too
 * @throws the signal's reason when it is aborted
 */
export async function pipe(from: Words, into: Words, signal: AbortSignal, timeout = DEADLINE): Promise<void> {
  signal.throwIfAborted();
  const writer = start(from, ['ignore', 'pipe', 'pipe']);
  const reader = start(into, ['pipe', 'pipe', 'pipe']);
  reader.child.stdout?.on('data', (chunk: Buffer) => reader.output.push(...linesOf(chunk)));
  const stop = (): void => [writer, reader].forEach(({ child }) => end(child));
  const ended = withDeadline(signal, timeout, async (stopped) => {
    stopped.addEventListener('abort', stop, { once: true });
    if (writer.child.stdout && reader.child.stdin) await pipeline(writer.child.stdout, reader.child.stdin).catch(() => undefined); // their ends say why
    const endings = await Promise.all([reader.ended, writer.ended]);
    return endings.map((ending) => (stopped.aborted ? { ...ending, timeout } : ending));
  });
  const [readerEnd, writerEnd] = await ended;
  signal.throwIfAborted();
  for (const [{ command, output }, ending] of [
    [reader, readerEnd],
    [writer, writerEnd],
  ] as const) {
    if (ending?.exitCode !== 0 || ending.timeout !== undefined) throw new CommandError(command, ending ?? { seconds: 0 }, output);
  }
}

/** Starts a program in a process group of its own, as `run` does. */
function start([program, ...args]: Words, stdio: StdioOptions): Part {
  const command = [program, ...args].join(' ');
  const begun = performance.now();
  const child = spawn(program, args, { stdio, detached: true });
  const output: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => output.push(...linesOf(chunk)));
  const ended = new Promise<Ending>((resolve) => {
    const tell = (ending: Omit<Ending, 'seconds'>): void => {
      const seconds = (performance.now() - begun) / 1000;
      trace('%s: %s, %d s', command, ending.exitCode === 0 ? 'done' : endingInWords({ ...ending, seconds }), seconds.toFixed(3));
      resolve({ ...ending, seconds });
    };
    child.once('error', ({ message }) => tell({ notStarted: message }));
    child.once('close', (exitCode, signal) => tell(exitCode === null ? { signal: signal ?? '?' } : { exitCode }));
  });
  return { command, child, output, ended };
}

function linesOf(chunk: Buffer): string[] {
  return chunk.toString().trimEnd().split('\n');
}

/** Ends a program with all that it has started. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
