import { join } from 'node:path';
import { askedOf, existingOf, reportersOf } from '../asked.ts';
import { EXIT, UsageError } from '../base/failure.ts';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { fieldsLacking, productOf, type Product } from '../certify/product.ts';
import { writeBundle } from '../certify/write-bundle.ts';
import { take } from '../host/lock.ts';
import { makePlan } from '../model/plan.ts';
import { readProfile, type Profile } from '../model/profile.ts';
import { closingLine, type Results } from '../model/results.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Reporters } from '../reporters.ts';
import { TestRunner } from '../runner/run-tests.ts';
import { Story } from '../story.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';
import { tryFolder } from './try-folder.ts';

/**
 * `touchstone certify`: runs a profile, and writes a bundle that `certify check` accepts. A run that does not certify the profile writes its reports, and no
 * bundle. Gives the run's exit code, and 1 where its tests passed and that is not enough.
 */
export async function certify(options: OptionsFor<'certify'>, signal: AbortSignal): Promise<number> {
  const { product: name, version, about, profile: profileName } = options;
  if (name === undefined || version === undefined)
    throw new UsageError('certify wants to know what it is of: --product NAME --version VERSION');
  const product = productOf(name, version, about);
  const profile = readProfile(profileName);
  const { results: reports = join(ROOT, 'results'), results: folder = process.cwd() } = options;
  await Promise.all([reports, folder].map(tryFolder));
  const results = await runProfile(profile, { options, reports }, signal);
  const written = await writeBundle({ product, profile, results }, folder);
  if ('file' in written) say([`bundle in ${written.file}`, ...lackingLine(product)]);
  else say([`no bundle: the run does not certify ${profile.name} ${profile.version}`, ...written.missed.map((words) => `  ${words}`)]);
  say([closingLine(results.counts)]);
  return results.exitCode === EXIT.passed && 'missed' in written ? EXIT.testFailed : results.exitCode;
}

interface Told {
  readonly options: OptionsFor<'certify'>;
  /** The folder that gets a folder of the run's reports. */
  readonly reports: string;
}

async function runProfile(profile: Profile, { options, reports }: Told, signal: AbortSignal): Promise<Results> {
  const files = Object.keys(profile.tests);
  const plan = await makePlan(REPOSITORY, profile.suites, files, existingOf(options, REPOSITORY));
  const said = askedOf(options, REPOSITORY);
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const asked = { ...said, scale: 'tiny', fresh, keep: false, results: reports };
  const reporters = await Reporters.load(reportersOf(options), stream);
  const selection = { project: REPOSITORY, files: files.map((file) => join(ROOT, file)), edges: [], scale: asked.scale, repeat: 1 };
  const tests = new TestRunner(selection, stream);
  try {
    const { run } = await import('../run.ts'); // its libraries take longer than a word about wrong usage should
    take(target.workplace);
    const results = await run(asked, [{ plan, target, tests }], new Story(stream, asked.arguments), signal);
    await reporters.end(results, join(reports, results.run.id));
    return results;
  } finally {
    reporters.stop();
    tests.stop();
  }
}

function lackingLine(product: Product): string[] {
  const fields = fieldsLacking(product);
  if (fields.length === 0) return [];
  return [`PRODUCT.yaml lacks ${fields.join(', ')}: who submits it gives them with --about FILE`];
}

function say(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
