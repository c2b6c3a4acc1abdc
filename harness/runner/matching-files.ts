import { UsageError } from '../base/failure.ts';
import type { Stream } from '../stream/stream.ts';
import type { ListedFile } from './messages.ts';
import type { Runners } from './runners.ts';
import type { TestFilter } from './selection.ts';

/**
 * The test files of the chosen suites with a test that --grep and --edge leave: so that nothing is installed for the others, and a pattern
 * that none matches costs seconds.
 * @throws UsageError when there is none
 */
export async function matchingFiles(
  runners: Runners,
  filter: TestFilter,
  stream: Stream,
  signal: AbortSignal,
): Promise<readonly ListedFile[]> {
  const found = await stream.step('plan/list', 'files with a test that matches', () =>
    Promise.all(runners.all().map((runner) => runner.files(signal))),
  );
  if (found.flat().length === 0) throw new UsageError(`no test ${describe(filter)} in ${runners.suites().join(', ')}`);
  return found.flat();
}

/** "matches --grep "x" and crosses a→b" */
function describe({ grep, edges }: TestFilter): string {
  return [
    ...(grep === undefined ? [] : [`matches --grep "${grep}"`]),
    ...(edges.length === 0 ? [] : [`crosses ${edges.join(' or ')}`]),
  ].join(' and ');
}
