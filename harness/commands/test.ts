import { takeHost } from '../host/lock.ts';
import { chosenEdges, chosenSuites, groundOptions, type RawOptions } from '../options.ts';
import { makePlan, type Plan } from '../plan.ts';
import { showProgress } from '../reporters/progress.ts';
import { closingLine } from '../model/results.ts';
import { terminalReport } from '../reporters/terminal.ts';
import { Timeline } from '../stream/timeline.ts';
import { EXIT, UsageError, messageOf } from '../base/failure.ts';
import { suiteOfFile } from '../model/suite.ts';
import { testList } from '../reporters/test-list.ts';
import type { ListedFile } from '../runner/messages.ts';
import { matchingFiles } from '../runner/matching-files.ts';
import { Runners } from '../runner/runners.ts';
import { isNarrow } from '../runner/selection.ts';

/** `touchstone test`: one run. Writes the verdict to standard output, whose last line is the count. Gives the exit code. */
export async function testSuites(options: RawOptions, signal: AbortSignal): Promise<number> {
  const chosen = chosenSuites(options);
  const edges = chosenEdges(options);
  const ground = await groundOptions(options);
  checkPattern(options.grep);
  const timeline = new Timeline();
  const { grep, keep, scale, repeat, results: folder } = options;
  const filter = { grep, edges, scale, repeat };
  const runners = new Runners(chosen, filter, timeline);
  const progress = showProgress(timeline, options.quiet === true);
  try {
    if (options.list === true) {
      const listed = await matchingFiles(runners, chosen, filter, timeline, signal);
      const { systems } = await planOf(listed);
      progress.stop();
      process.stdout.write(`${testList(listed, systems, options.json === true)}\n`);
      return EXIT.passed;
    }
    const [listed, { runPlan }] = await Promise.all([
      isNarrow(filter) ? matchingFiles(runners, chosen, filter, timeline, signal) : undefined,
      import('../run.ts'), // its libraries load while tests are listed, and not before it is known that the rest was asked rightly
    ]);
    const plan = await (listed ? planOf(listed) : makePlan(chosen));
    if (plan.suites.length > 0) takeHost();
    const finished = await runPlan(
      plan,
      runners,
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
    runners.stop();
  }
}

function planOf(listed: readonly ListedFile[]): Promise<Plan> {
  const files = listed.map(({ file }) => file);
  return makePlan([...new Set(files.map(suiteOfFile))], files);
}

function checkPattern(pattern: string | undefined): void {
  try {
    if (pattern !== undefined) new RegExp(pattern);
  } catch (error) {
    throw new UsageError(`--grep is not a regular expression: ${messageOf(error)}`);
  }
}
