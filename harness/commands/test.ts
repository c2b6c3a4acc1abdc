import { takeHost } from '../host/lock.ts';
import { chosenEdges, chosenSuites, groundOptions, type RawOptions } from '../options.ts';
import { makePlan } from '../plan.ts';
import { showProgress } from '../report/progress.ts';
import { closingLine } from '../report/results.ts';
import { terminalReport } from '../report/terminal.ts';
import { Timeline } from '../report/timeline.ts';
import { EXIT, UsageError, messageOf } from '../failure.ts';
import { suiteOfFile } from '../suite.ts';
import { testList } from '../report/test-list.ts';
import { matchingFiles } from '../tests/matching-files.ts';
import { isNarrow } from '../tests/selection.ts';

/** `touchstone test`: one run. Writes the verdict to standard output, whose last line is the count. Gives the exit code. */
export async function testSuites(options: RawOptions, signal: AbortSignal): Promise<number> {
  const chosen = chosenSuites(options);
  const edges = chosenEdges(options);
  const ground = await groundOptions(options);
  checkPattern(options.grep);
  const timeline = new Timeline();
  const progress = showProgress(timeline, options.quiet === true);
  try {
    const { grep, keep, scale, repeat, results: folder } = options;
    const filter = { grep, edges, scale, repeat };
    const listed = isNarrow(filter) || options.list === true ? await matchingFiles(chosen, filter, timeline, signal) : undefined;
    const files = listed?.map(({ file }) => file);
    const plan = await makePlan(files ? [...new Set(files.map(suiteOfFile))] : chosen, files);
    if (options.list === true) {
      progress.stop();
      process.stdout.write(`${testList(listed ?? [], plan.systems, options.json === true)}\n`);
      return EXIT.passed;
    }
    if (plan.suites.length > 0) takeHost();
    const { runPlan } = await import('../run.ts'); // what is asked wrongly is told before its libraries are loaded
    const finished = await runPlan(
      plan,
      { ...ground, ...filter, keep, results: folder, arguments: process.argv.slice(2) },
      timeline,
      signal,
    );
    progress.stop();
    const { results } = finished;
    if (options.json === true) process.stdout.write(`${JSON.stringify(results)}\n`);
    else process.stdout.write(`${terminalReport(results, finished.folder)}\n${closingLine(results.counts)}\n`);
    return results.exitCode;
  } finally {
    progress.stop();
  }
}

function checkPattern(pattern: string | undefined): void {
  try {
    if (pattern !== undefined) new RegExp(pattern);
  } catch (error) {
    throw new UsageError(`--grep is not a regular expression: ${messageOf(error)}`);
  }
}
