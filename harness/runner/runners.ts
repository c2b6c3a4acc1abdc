import type { Timeline } from '../stream/timeline.ts';
import { HARNESS_SUITE } from '../model/suite.ts';
import { TestRunner } from './run-tests.ts';
import { harnessTests, suitesTests, type TestFilter } from './selection.ts';

/** The runners of a run, which list and run its tests: of the harness's own, which need no cluster, and of the other suites'. */
export class Runners {
  readonly harness: TestRunner | undefined;
  readonly suites: TestRunner | undefined;

  constructor(chosen: readonly string[], filter: TestFilter, timeline: Timeline) {
    const onCluster = chosen.filter((name) => name !== HARNESS_SUITE);
    if (chosen.includes(HARNESS_SUITE)) this.harness = new TestRunner(harnessTests(filter), timeline);
    if (onCluster.length > 0) this.suites = new TestRunner(suitesTests(onCluster, filter), timeline);
  }

  /** Ends their processes. */
  stop(): void {
    this.harness?.stop();
    this.suites?.stop();
  }
}
