import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError, endingInWords, type Ending } from './command-error.ts';
import { DEADLINE } from './command.ts';
import { withDeadline } from './deadline.ts';
import { trace } from './trace.ts';

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
  collect(reader.child.stdout, reader.output);
  const stopped = await withDeadline(signal, timeout, async (stop) => {
    stop.addEventListener('abort', () => [reader, writer].forEach(({ child }) => end(child)), { once: true });
    if (writer.child.stdout && reader.child.stdin) await pipeline(writer.child.stdout, reader.child.stdin).catch(() => undefined); // their ends say why
    await Promise.all([reader.ended, writer.ended]);
    return stop.aborted;
  });
  signal.throwIfAborted();
  for (const { command, output, ended } of [reader, writer]) {
    const ending = await ended;
    if (stopped || ending.exitCode !== 0) throw new CommandError(command, stopped ? { ...ending, timeout } : ending, output);
  }
}

/** Starts a program in a process group of its own, as `run` does. */
function start([program, ...args]: Words, stdio: StdioOptions): Part {
  const command = [program, ...args].join(' ');
  const begun = performance.now();
  const child = spawn(program, args, { stdio, detached: true });
  const output: string[] = [];
  collect(child.stderr, output);
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

function collect(stream: Readable | null, lines: string[]): void {
  if (stream) createInterface(stream).on('line', (line) => lines.push(line));
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
