import type { Suite } from '../model/suite.ts';
import type { Stream } from '../stream/stream.ts';
import { TestRunner } from './run-tests.ts';
import { testsOf, type TestFilter } from './selection.ts';

/** A part of a run that has a runner of its own. */
interface Part {
  readonly suites: readonly Suite[];
}

/** The runners of a run's parts, which list and run their tests. */
export class Runners {
  private readonly runners: ReadonlyMap<string, TestRunner>;

  constructor(parts: readonly Part[], filter: TestFilter, stream: Stream) {
    const ofParts = parts.map(({ suites }) => ({ suites, runner: new TestRunner(testsOf(suites, filter), stream) }));
    this.runners = new Map(ofParts.flatMap(({ suites, runner }) => suites.map(({ name }) => [name, runner] as const)));
  }

  /** Names of all suites. */
  suites(): string[] {
    return [...this.runners.keys()];
  }

  all(): TestRunner[] {
    return [...new Set(this.runners.values())];
  }

  /** The runner of a part, or of what a filter left of it. */
  of({ suites }: Part): TestRunner {
    const runner = this.runners.get(suites[0]?.name ?? '');
    if (!runner) throw new Error('a part of the run has no runner');
    return runner;
  }

  /** Ends their processes. */
  stop(): void {
    this.all().forEach((runner) => runner.stop());
  }
}
