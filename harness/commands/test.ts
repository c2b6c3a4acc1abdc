import { join } from 'node:path';
import { askedOf, chosenSuites, existingOf, filterOf, reportersOf, type Asked } from '../asked.ts';
import { EXIT } from '../base/failure.ts';
import { take } from '../host/lock.ts';
import { closingLine } from '../model/results.ts';
import { suiteOfFile } from '../model/suite.ts';
import { openProject } from '../open-project.ts';
import { makePlan, partsOf, type Plan } from '../model/plan.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Reporters } from '../reporters.ts';
import type { Leg } from '../run.ts';
import { matchingFiles } from '../runner/matching-files.ts';
import type { ListedFile } from '../runner/messages.ts';
import { Runners } from '../runner/runners.ts';
import { isNarrow } from '../runner/selection.ts';
import { Story } from '../story.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';
import { testList } from './test-list.ts';
import { tryFolder } from './try-folder.ts';

/** `touchstone test`: one run. Writes the verdict to standard output, whose last line is the count. Gives the exit code. */
export async function testSuites(options: OptionsFor<'test'>, signal: AbortSignal): Promise<number> {
  const project = openProject(options.project);
  const suites = await chosenSuites(options, project);
  const filter = filterOf(options, project);
  const names = reportersOf(options);
  const said = askedOf(options, project);
  if (options.list !== true) await tryFolder(options.results);
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const { scale, keep, results: folder } = options;
  const asked: Asked = { ...said, scale, keep, fresh, results: folder };
  const whole = await makePlan(project, suites, undefined, existingOf(options, project));
  const reporters = await Reporters.load(names, stream);
  const story = new Story(stream, asked.arguments);
  const runners = new Runners(partsOf(whole), filter, stream);
  try {
    if (options.list === true) {
      const listed = await matchingFiles(runners, filter, stream, signal);
      const { systems } = await planOf(whole, listed);
      reporters.stop();
      process.stdout.write(`${testList(listed, systems, options.json === true)}\n`);
      return EXIT.passed;
    }
    const [listed, { run }, { nowhere }] = await Promise.all([
      isNarrow(filter) ? matchingFiles(runners, filter, stream, signal) : undefined,
      import('../run.ts'), // its libraries load while tests are listed, and not before it is known that the rest was asked rightly
      import('../targets/nowhere.ts'),
    ]);
    const plan = listed ? await planOf(whole, listed) : whole;
    if (plan.systems.length > 0) take(target.workplace);
    const legs = partsOf(plan).map((part): Leg => ({
      plan: part,
      target: part.systems.length > 0 ? target : nowhere(),
      tests: runners.of(part),
    }));
    const results = await run(asked, legs, story, signal);
    await reporters.end(results, join(options.results, results.run.id));
    if (!names.includes('json')) process.stdout.write(`${closingLine(results.counts)}\n`);
    return results.exitCode;
  } finally {
    reporters.stop();
    runners.stop();
  }
}

/** What is left of a plan when only these test files run. */
function planOf({ project, existing }: Plan, listed: readonly ListedFile[]): Promise<Plan> {
  const files = listed.map(({ file }) => file);
  return makePlan(project, [...new Set(files.map(suiteOfFile))], files, existing);
}
