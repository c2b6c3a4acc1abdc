import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GRACE_OF_STARTERS } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { Program } from '../base/program.ts';

/** Milliseconds that a whole document may take, at most: each block has less. */
const DEADLINE = 24 * 60 * 60 * 1000;

/**
 * Reads names of files from its input, one a line, and does what they say. Between two of them it says a word that nothing else says. What it does
 * reads nothing of that input, and ends it by failing, as a script does that was begun with `set -e`.
 */
const LOOP = `exec 9<&0 </dev/null; set -e; while read -r touchstone_file <&9; do . "$touchstone_file"; printf '%s\\n' "$0"; done`;

/** What a command did. */
export interface Outcome {
  /** What it wrote to standard output. */
  readonly output: string;
  /** What it wrote to standard error. */
  readonly errors: readonly string[];
  /** How the shell ended by it; undefined while it goes on. */
  readonly end: { readonly exitCode: number | null } | undefined;
}

/** One shell, which runs commands one after another: what a command sets, defines, enters or starts is there for the next, as in a terminal. */
export class Shell {
  private readonly word = randomUUID();
  private readonly program: Program;
  private readonly lines: AsyncIterator<string>;
  private errors: string[] = [];
  private readonly exited: Promise<number | null>;
  private count = 0;

  private constructor(
    private readonly folder: string,
    cwd: string,
  ) {
    this.program = new Program('sh', ['-c', LOOP, this.word], { cwd, env: process.env, timeout: DEADLINE, grace: GRACE_OF_STARTERS });
    const { child } = this.program;
    if (child?.pid === undefined || !child.stdout || !child.stderr)
      throw new GroundFailure('sh could not be started', 'A document’s commands need a POSIX shell on the PATH.');
    this.lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    createInterface(child.stderr).on('line', (line) => this.errors.push(line));
    child.stdin?.on('error', () => undefined); // a shell that has ended is seen by its outputs
    this.exited = once(child, 'exit').then(([code]) => {
      this.program.stop(); // what it had started holds its outputs open
      return code as number | null;
    });
  }

  /** Starts a shell in a folder. @throws GroundFailure when there is none */
  static async start(cwd: string): Promise<Shell> {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-doctest-'));
    try {
      return new Shell(folder, cwd);
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** Runs a command to its end. No other can follow one that failed. @throws the signal's reason when it is aborted; the shell has ended then */
  async run(command: string, signal: AbortSignal): Promise<Outcome> {
    this.errors = [];
    const file = join(this.folder, `${(this.count += 1)}.sh`);
    await writeFile(file, command);
    signal.throwIfAborted(); // who listens from now on would not hear of it
    const stop = (): void => this.program.stop();
    signal.addEventListener('abort', stop, { once: true });
    this.program.child?.stdin?.write(`${file}\n`);
    const { output, ended } = await this.listen();
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    return { output, errors: this.errors, end: ended ? { exitCode: await this.exited } : undefined };
  }

  /** Ends the shell, and all that it started. */
  async end(): Promise<void> {
    this.program.stop();
    await this.program.ended();
    await rm(this.folder, { recursive: true });
  }

  /** What is written until the word comes, or the outputs close. */
  private async listen(): Promise<{ readonly output: string; readonly ended: boolean }> {
    const heard: string[] = [];
    for (;;) {
      const next = await this.lines.next();
      if (next.done === true) return { output: heard.join('\n'), ended: true };
      if (next.value.endsWith(this.word)) return { output: [...heard, next.value.slice(0, -this.word.length)].join('\n'), ended: false };
      heard.push(next.value);
    }
  }
}
