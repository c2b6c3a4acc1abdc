import { UsageError } from '../failure.ts';
import type { Timeline } from '../report/timeline.ts';
import { HARNESS_SUITE } from '../suite.ts';
import type { ListedFile } from './messages.ts';
import { TestRunner } from './run-tests.ts';
import { harnessTests, suitesTests, type TestFilter, type TestSelection } from './selection.ts';

/**
 * The test files of the suites with a test that --grep and --edge leave: so that nothing is installed for the others, and a pattern that none
 * matches costs seconds.
 * @throws UsageError when there is none
 */
export async function matchingFiles(
  suites: readonly string[],
  filter: TestFilter,
  timeline: Timeline,
  signal: AbortSignal,
): Promise<readonly ListedFile[]> {
  const onCluster = suites.filter((name) => name !== HARNESS_SUITE);
  const selections = [
    ...(suites.includes(HARNESS_SUITE) ? [harnessTests(filter)] : []),
    ...(onCluster.length > 0 ? [suitesTests(onCluster, filter)] : []),
  ];
  const found = await timeline.step('plan', 'files with a test that matches', () =>
    Promise.all(selections.map((selection) => listFiles(selection, timeline, signal))),
  );
  if (found.flat().length === 0) throw new UsageError(`no test ${describe(filter)} in ${suites.join(', ')}`);
  return found.flat();
}

async function listFiles(selection: TestSelection, timeline: Timeline, signal: AbortSignal): Promise<readonly ListedFile[]> {
  const runner = new TestRunner(selection, timeline);
  try {
    return await runner.files(signal);
  } finally {
    runner.stop();
  }
}

/** "matches --grep "x" and crosses a→b" */
function describe({ grep, edges }: TestFilter): string {
  return [
    ...(grep === undefined ? [] : [`matches --grep "${grep}"`]),
    ...(edges.length === 0 ? [] : [`crosses ${edges.join(' or ')}`]),
  ].join(' and ');
}
