import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { $, type ProcessPromise } from 'zx/core';
import type { Ending } from './command-error.ts';

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is stopped. */
  readonly timeout: number;
  /**
   * Milliseconds that it has to end by itself once it is stopped. It is killed then: a program may ignore the signal, and one that was just being
   * started by another is not reached by it.
   */
  readonly grace: number;
}

/**
 * A program that runs, started by zx, with all that it starts in turn, as far as that stays in its process group.
 *
 * zx puts bash before all that it starts. Here its `spawn` starts the program itself: arguments arrive as they are, whatever is in them and however
 * long they are, a program that is not there is an error and not exit code 127, and no host has to have bash. What zx would take from ZX_… variables
 * of the environment is set, so that it works the same everywhere.
 */
export class Program {
  private readonly process: ProcessPromise;
  private killing: NodeJS.Timeout | undefined;
  private late = false;

  constructor(
    program: string,
    args: readonly string[],
    private readonly options: ProgramOptions,
  ) {
    const withoutShell = (_command: string, _none: readonly string[], settings: SpawnOptions): ChildProcess =>
      spawn(program, args, { ...settings, shell: false });
    this.process = $({
      ...options,
      spawn: withoutShell as typeof spawn, // zx calls it in this one of its forms
      shell: true,
      quote: (word) => word,
      preferLocal: false,
      quiet: true,
      nothrow: true,
      detached: true,
      kill: () => this.giveUp(), // at the timeout; zx itself would look up the program's children by `ps`, and signal them once
    })`${[program, ...args]}`;
  }

  /** The process, with its inputs and outputs; none where it could not be started. */
  get child(): ChildProcess | undefined {
    return this.process.child;
  }

  /** Asks all of it to end; what has not after a while is killed. */
  stop(): void {
    this.signal('SIGTERM');
    this.killing ??= setTimeout(() => this.signal('SIGKILL'), this.options.grace);
  }

  /** Returns when it has ended, and its outputs are closed. Nothing outlives one that was stopped. */
  async ended(): Promise<Ending> {
    const { exitCode, signal, cause, duration } = await this.process;
    if (this.killing !== undefined) {
      clearTimeout(this.killing);
      this.signal('SIGKILL');
    }
    const seconds = duration / 1000;
    if (cause !== null) return { notStarted: cause.message, seconds };
    const { timeout } = this.options;
    return { ...(exitCode === null ? { signal: signal ?? '?' } : { exitCode }), ...(this.late ? { timeout } : {}), seconds };
  }

  private giveUp(): Promise<void> {
    this.late = true;
    this.stop();
    return Promise.resolve();
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.child?.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
