import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, UsageError, messageOf } from '../base/failure.ts';
import { takePlace } from '../host/lock.ts';
import { closingLine } from '../model/results.ts';
import { suiteOfFile } from '../model/suite.ts';
import { askedOf, chosenSuites, filterOf, reportersOf, type RawOptions } from '../options.ts';
import { makePlan, partsOf, type Plan } from '../model/plan.ts';
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

/** `touchstone test`: one run. Writes the verdict to standard output, whose last line is the count. Gives the exit code. */
export async function testSuites(options: RawOptions, signal: AbortSignal): Promise<number> {
  const suites = chosenSuites(options);
  const filter = filterOf(options);
  const names = reportersOf(options);
  const said = askedOf(options);
  if (options.list !== true) await tryFolder(options.results);
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const asked = { ...said, fresh };
  const whole = await makePlan(suites);
  const reporters = await Reporters.load(names, stream);
  const story = new Story(stream, asked.arguments);
  const runners = new Runners(partsOf(whole), filter, stream);
  try {
    if (options.list === true) {
      const listed = await matchingFiles(runners, filter, stream, signal);
      const { systems } = await planOf(listed);
      reporters.stop();
      process.stdout.write(`${testList(listed, systems, options.json === true)}\n`);
      return EXIT.passed;
    }
    const [listed, { run }, { nowhere }] = await Promise.all([
      isNarrow(filter) ? matchingFiles(runners, filter, stream, signal) : undefined,
      import('../run.ts'), // its libraries load while tests are listed, and not before it is known that the rest was asked rightly
      import('../targets/nowhere.ts'),
    ]);
    const plan = listed ? await planOf(listed) : whole;
    if (plan.systems.length > 0) takePlace(target.place);
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

/** Reports that could not be written in the end would be missed then: the folder is tried at the beginning. @throws UsageError when it takes nothing */
async function tryFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(join(folder, '.try-')), { recursive: true });
  } catch (error) {
    throw new UsageError(`reports cannot be written to ${folder}: ${messageOf(error)}; name another folder with --results`);
  }
}

function planOf(listed: readonly ListedFile[]): Promise<Plan> {
  const files = listed.map(({ file }) => file);
  return makePlan([...new Set(files.map(suiteOfFile))], files);
}
