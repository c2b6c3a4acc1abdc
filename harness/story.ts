import { randomBytes } from 'node:crypto';
import { Interrupted, asGroundFailure } from './base/failure.ts';
import { doorsOf } from './model/doors.ts';
import type { EdgeVerdict } from './model/edges.ts';
import { flakyTests } from './model/flaky.ts';
import { countOf, type TestRecord } from './model/record.ts';
import type { Cleanup, Failure, Results } from './model/results.ts';
import type { Step } from './model/step.ts';
import { verdictOf } from './model/verdict.ts';
import type { Facts, RunEvent } from './stream/events.ts';
import type { Stream } from './stream/stream.ts';
import { watchMemory } from './watch-memory.ts';

/** All that a run tells from now on, gathered from its stream into results. */
export class Story {
  readonly startedAt = Date.now();
  readonly id = `${new Date(this.startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}-${randomBytes(2).toString('hex')}`;
  private readonly memory = watchMemory();
  private readonly steps = new Map<number, Step>();
  private readonly notes: string[] = [];
  private readonly edgesJudged: EdgeVerdict[] = [];
  private readonly recorded: TestRecord[] = [];
  private facts: Facts = {};
  private failed: Failure | undefined;
  private cleanup: Cleanup = { status: 'nothing to do', detail: '' };

  constructor(
    readonly stream: Stream,
    private readonly commandLine: readonly string[],
  ) {
    stream.listen((event) => this.take(event));
  }

  get records(): readonly TestRecord[] {
    return this.recorded;
  }

  get edges(): readonly EdgeVerdict[] {
    return this.edgesJudged;
  }

  /** The reason why the run ends without a verdict of its tests, if there is one. */
  get failure(): Failure | undefined {
    return this.failed;
  }

  /** Why no more tests will run, if so. */
  get whyUntested(): string | undefined {
    return this.failed && (this.failed.kind === 'ground' ? 'the ground failed' : 'the run was stopped');
  }

  /** @param reproduction gives the command that runs a failed test again */
  results(reproduction: (record: TestRecord) => string): Results {
    const counts = countOf(this.recorded);
    return {
      schema: 1,
      run: { id: this.id, startedAt: this.startedAt, endedAt: Date.now(), arguments: this.commandLine },
      ...verdictOf(counts, this.failed),
      counts,
      flaky: flakyTests(this.recorded),
      ...(this.failed ? { failure: this.failed } : {}),
      host: this.facts.host,
      target: this.facts.target,
      ...(this.facts.cluster ? { cluster: this.facts.cluster } : {}),
      images: this.facts.images ?? [],
      systems: this.facts.systems ?? [],
      edges: this.edgesJudged,
      doors: doorsOf(this.recorded),
      tests: this.recorded.map((record) => (record.status === 'failed' ? { ...record, reproduce: reproduction(record) } : record)),
      notes: this.notes,
      timeline: [...this.steps.values()],
      cleanup: this.cleanup,
      harnessMemory: this.memory.stop(),
    };
  }

  private take(event: RunEvent): void {
    switch (event.kind) {
      case 'step-began':
      case 'step-told':
      case 'step-ended':
        this.steps.set(event.key, event.step);
        break;
      case 'note':
        this.notes.push(event.text);
        break;
      case 'facts':
        this.facts = { ...this.facts, ...event.facts };
        break;
      case 'test-ended':
        this.recorded.push(event.record);
        break;
      case 'failed':
        this.failed ??= event.failure;
        break;
      case 'judged':
        this.edgesJudged.push(...event.edges);
        break;
      case 'closed':
        if (event.cleanup.status !== 'nothing to do') this.cleanup = event.cleanup;
        break;
      case 'ended':
    }
  }
}

/** What was thrown, as the reason why a run ends without a verdict of its tests. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Interrupted)
    return {
      kind: 'interrupted',
      message: error.message,
      mend: 'Run again; what was finished is used again, but for a stack whose tests were cut off.',
      evidence: [],
    };
  const { message, mend, evidence } = asGroundFailure(error);
  return { kind: 'ground', message, mend, evidence };
}
