import { UsageError } from '../failure.ts';
import type { Timeline } from '../report/timeline.ts';
import { HARNESS_SUITE } from '../suite.ts';
import { TestRunner } from './run-tests.ts';
import { harnessTests, suitesTests, type TestFilter, type TestSelection } from './selection.ts';

/**
 * The test files of the suites, by their paths from the repository's root, with a test whose name matches --grep: so that nothing is installed
 * for the others, and a pattern that none matches costs seconds.
 * @throws UsageError when there is none
 */
export async function matchingFiles(
  suites: readonly string[],
  filter: TestFilter,
  timeline: Timeline,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const onCluster = suites.filter((name) => name !== HARNESS_SUITE);
  const selections = [
    ...(suites.includes(HARNESS_SUITE) ? [harnessTests(filter)] : []),
    ...(onCluster.length > 0 ? [suitesTests(onCluster, filter)] : []),
  ];
  const found = await timeline.step('plan', 'files with a test that matches', () =>
    Promise.all(selections.map((selection) => listFiles(selection, timeline, signal))),
  );
  if (found.flat().length === 0) throw new UsageError(`no test's name matches --grep "${filter.grep ?? ''}" in ${suites.join(', ')}`);
  return found.flat();
}

async function listFiles(selection: TestSelection, timeline: Timeline, signal: AbortSignal): Promise<readonly string[]> {
  const runner = new TestRunner(selection, timeline);
  try {
    return await runner.files(signal);
  } finally {
    runner.stop();
  }
}
