import type { Stream } from '../stream/stream.ts';
import { TestRunner } from './run-tests.ts';
import { testsOf, type SuitesOfProject, type TestFilter } from './selection.ts';

/** The runners of a run's parts, one each, which list and run their tests. */
export class Runners {
  private readonly runners: ReadonlyMap<string, TestRunner>;

  constructor(parts: readonly SuitesOfProject[], filter: TestFilter, stream: Stream) {
    const ofParts = parts.map((part) => ({ suites: part.suites, runner: new TestRunner(testsOf(part, filter), stream) }));
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
  of({ suites }: SuitesOfProject): TestRunner {
    const runner = this.runners.get(suites[0]?.name ?? '');
    if (!runner) throw new Error('a part of the run has no runner');
    return runner;
  }

  /** Ends their processes. */
  stop(): void {
    this.all().forEach((runner) => runner.stop());
  }
}
