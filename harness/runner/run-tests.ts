import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { ProvidedContext } from 'vitest';
import { GroundFailure } from '../base/failure.ts';
import { ROOT } from '../base/paths.ts';
import { SKIPPED } from '../model/step.ts';
import type { OpenStep, Stream } from '../stream/stream.ts';
import type { FromRunner, ListedFile, ToRunner } from './messages.ts';
import { roundMark, type TestRecord } from '../model/record.ts';
import { isNarrow, type TestSelection } from './selection.ts';

/** Tests, as far as a run has to do with them; their records go to the run's stream. */
export interface Tests {
  /** Begins to get ready, so that nothing waits for it once the stack stands. */
  prepare(): unknown;
  /** @param provided what they find with inject() in a round */
  run(provided: (round: number) => Partial<ProvidedContext>, signal: AbortSignal): Promise<void>;
}

/** Lists tests and runs them, in a process of their own for each round. */
export class TestRunner implements Tests {
  private child: ChildProcess | undefined;
  private running = false;

  constructor(
    private selection: TestSelection,
    private readonly stream: Stream,
  ) {}

  /** Begins the process when there is none, so that nothing waits for it once the stack stands. */
  prepare(round = 1): ChildProcess {
    return (this.child ??= startRunner(this.selection, round));
  }

  /** The files that have a test which is selected; only those are run then. @throws as run() does */
  async files(signal: AbortSignal): Promise<readonly ListedFile[]> {
    let listed: readonly ListedFile[] = [];
    await this.converse({ kind: 'list', files: this.selection.files }, signal, (message) => {
      if (message.kind === 'listed') listed = message.files;
      return message.kind === 'listed';
    });
    this.selection = { ...this.selection, files: listed.map(({ path }) => path) };
    return listed;
  }

  /**
   * Runs the tests, round after round when they are repeated.
   * @param provided what fixtures find with inject() in a round
   * @throws GroundFailure when the runner itself fails, the signal's reason when it is aborted
   */
  async run(provided: (round: number) => Partial<ProvidedContext>, signal: AbortSignal): Promise<void> {
    const { repeat } = this.selection;
    for (let round = 1; round <= repeat; round++) {
      this.prepare(round);
      await this.runRound(provided(round), repeat === 1 ? undefined : round, signal).finally(() => this.stop());
    }
  }

  /** Ends the process: at once, with all that it started, when it ran tests, and else as soon as it has left nothing behind. */
  stop(): void {
    const { child } = this;
    this.child = undefined;
    if (child?.connected !== true || child.pid === undefined) return;
    if (!this.running) {
      child.disconnect();
      return;
    }
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  private async runRound(provided: Partial<ProvidedContext>, round: number | undefined, signal: AbortSignal): Promise<void> {
    this.running = true;
    const steps = new Map<string, OpenStep>();
    await this.converse({ kind: 'start', files: this.selection.files, provided }, signal, (message) => {
      if (message.kind === 'begin') steps.set(message.id, this.stream.begin('tests/test', `${message.name}${roundMark(round)}`));
      if (message.kind === 'end') endStep(steps.get(message.id), message);
      if (message.kind === 'record' && this.counts(message.record))
        this.tellRecord({ ...message.record, ...(round === undefined ? {} : { round }) });
      if (message.kind === 'note') this.stream.note(message.text);
      return message.kind === 'done';
    });
  }

  /** What --grep and --edge leave out is skipped too, but for no reason that anybody has to know. */
  private counts({ status, reason }: TestRecord): boolean {
    return status !== 'skipped' || reason !== undefined || !isNarrow(this.selection);
  }

  /** Tells the process to begin, and hears what it says until that is the last word. */
  private async converse(begin: ToRunner, signal: AbortSignal, isLast: (message: FromRunner) => boolean): Promise<void> {
    signal.throwIfAborted();
    const child = this.prepare();
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      const endedEarly = (): void =>
        reject(new GroundFailure('the test runner ended early', 'See its words above; did it run out of memory?'));
      child.on('exit', endedEarly);
      child.on('message', (message: FromRunner) => {
        if (message.kind === 'broken')
          reject(new GroundFailure('the test runner failed', 'This is a mistake in a test or a fixture.', message.words));
        else if (isLast(message)) resolve();
      });
      child.send(begin, (error) => {
        if (error) endedEarly(); // before it could be told
      });
    });
  }

  private tellRecord(record: TestRecord): void {
    this.stream.tell({ kind: 'test-ended', record });
  }
}

/** A test that was skipped has failed nobody, and its step says why it was. */
function endStep(step: OpenStep | undefined, { status, reason, startedAt }: FromRunner & { readonly kind: 'end' }): void {
  step?.end(
    status === 'failed' ? 'failed' : 'done',
    startedAt,
    status === 'skipped' ? `${SKIPPED}: ${reason ?? 'it is not selected'}` : undefined,
  );
}

function startRunner(selection: TestSelection, round: number): ChildProcess {
  const child = fork(join(import.meta.dirname, 'runner.ts'), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    cwd: ROOT, // whatever folder the command is run from
    serialization: 'advanced',
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send({ kind: 'prepare', selection, round } satisfies ToRunner);
  return child;
}
