import { join } from 'node:path';
import { EXIT, UsageError } from '../base/failure.ts';
import { ROOT } from '../base/paths.ts';
import { fieldsLacking, productOf, type Product } from '../certify/product.ts';
import { writeBundle } from '../certify/write-bundle.ts';
import { takeHost } from '../host/lock.ts';
import { makePlan } from '../model/plan.ts';
import { readProfile, type Profile } from '../model/profile.ts';
import { closingLine, type Results } from '../model/results.ts';
import { askedOf, existingOf, reportersOf, type RawOptions } from '../options.ts';
import { Reporters } from '../reporters.ts';
import { TestRunner } from '../runner/run-tests.ts';
import { Story } from '../story.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';
import { tryFolder } from './try-folder.ts';

/** What the command line gives beside the ground. */
export interface CertifyOptions extends Omit<RawOptions, 'results'> {
  /** The folder of runs' reports and of the bundle, when that is not the working folder. */
  readonly results?: string;
  readonly product?: string;
  readonly version?: string;
  readonly about?: string;
  readonly profile?: string;
}

/**
 * `touchstone certify`: runs a profile, and writes a bundle that `certify check` accepts. A run that does not certify the profile writes its reports, and no
 * bundle. Gives the run's exit code, and 1 where its tests passed and that is not enough.
 */
export async function certify(options: CertifyOptions, signal: AbortSignal): Promise<number> {
  const { product: name, version, about, profile: profileName = 'core' } = options;
  if (name === undefined || version === undefined)
    throw new UsageError('certify wants to know what it is of: --product NAME --version VERSION');
  const product = productOf(name, version, about);
  const profile = readProfile(profileName);
  const { results: reports = join(ROOT, 'results'), results: folder = process.cwd() } = options;
  await Promise.all([reports, folder].map(tryFolder));
  const results = await runProfile(profile, { ...options, results: reports }, signal);
  const written = await writeBundle({ product, profile, results }, folder);
  if ('file' in written) say([`bundle in ${written.file}`, ...lackingLine(product)]);
  else say([`no bundle: the run does not certify ${profile.name} ${profile.version}`, ...written.missed.map((words) => `  ${words}`)]);
  say([closingLine(results.counts)]);
  return results.exitCode === EXIT.passed && 'missed' in written ? EXIT.testFailed : results.exitCode;
}

async function runProfile(profile: Profile, options: RawOptions, signal: AbortSignal): Promise<Results> {
  const said = askedOf({ ...options, scale: 'tiny', repeat: 1 });
  const files = Object.keys(profile.tests);
  const stream = new Stream();
  const { target, fresh } = await chooseTarget(options, stream);
  const asked = { ...said, fresh };
  const plan = await makePlan(profile.suites, files, existingOf(options));
  const reporters = await Reporters.load(reportersOf(options), stream);
  const tests = new TestRunner({ files, edges: [], scale: asked.scale, repeat: asked.repeat }, stream);
  try {
    const { run } = await import('../run.ts'); // its libraries take longer than a word about wrong usage should
    takeHost();
    const results = await run(asked, [{ plan, target, tests }], new Story(stream, asked.arguments), signal);
    await reporters.end(results, join(options.results, results.run.id));
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
