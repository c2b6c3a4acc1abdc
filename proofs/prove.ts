import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  CommandError,
  EXIT,
  GRACE_OF_STARTERS,
  inCopyOfRepository,
  messageOf,
  REPOSITORY,
  run,
  suiteNames,
  type Results,
  type TestRecord,
} from '../harness/index.ts';
import { breakIn } from './break-in.ts';
import type { Fault } from './fault.ts';
import { loadFaults, type Round } from './load-faults.ts';
import { updatePage, type Seen } from './page.ts';

/** All, those too that run only when they are named. */
const SUITES = suiteNames(REPOSITORY).join(',');

/** What became of a fault: what a test that saw it said, or why it is no proof. */
interface Outcome extends Seen {
  readonly became: 'seen' | 'missed' | 'not tried';
}

const MARKS: Readonly<Record<Outcome['became'], string>> = { seen: '✓', missed: '✗', 'not tried': '?' };

const { only } = new Command().option('--only <pattern>', 'only faults whose words match').parse().opts<{ only?: string }>();
// A Ctrl-C ends the run that is under way; the copy is removed then.
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('interrupted')));
const rounds = await loadFaults();
const all = rounds.flatMap(({ faults }) => faults);
const chosen = new RegExp(only ?? '');
const chosenRounds = rounds
  .map(({ faults, flags }) => ({ faults: faults.filter(({ what, file }) => chosen.test(`${file}: ${what}`)), flags }))
  .filter(({ faults }) => faults.length > 0);
if (chosenRounds.length === 0) throw new Error(`no fault's words match --only "${only ?? ''}"`);
const outcomes: Outcome[] = [];
for (const round of chosenRounds) {
  outcomes.push(...(await prove(round)));
  // After each round: what an hour has seen is not lost with the next one.
  await updatePage(
    all,
    those('seen'),
    those('missed').map(({ fault }) => fault),
  );
}
process.stdout.write(`${those('seen').length} faults seen, ${those('missed').length} missed, ${those('not tried').length} not tried\n`);
if (those('seen').length < outcomes.length) process.exitCode = 1;

function those(became: Outcome['became']): Outcome[] {
  return outcomes.filter((outcome) => outcome.became === became);
}

/** Runs the tests that must see the faults, in a copy of the repository that has them. */
async function prove({ faults, flags }: Round): Promise<Outcome[]> {
  return inCopyOfRepository(async (copy) => {
    for (const fault of faults) await breakIn(copy, fault);
    const judged = await runTests(copy, faults, flags).then(
      (records) => faults.map((fault) => judge(fault, records)),
      (error: unknown) => faults.map((fault) => unjudged(fault, error)),
    );
    for (const { became, fault, said } of judged) process.stdout.write(`${MARKS[became]} ${fault.file}: ${fault.what} · ${said}\n`);
    return judged;
  });
}

/** @throws Error when the run gave no verdict of its tests */
async function runTests(copy: string, faults: readonly Fault[], flags: readonly string[]): Promise<readonly TestRecord[]> {
  // A full name has spaces where a record has arrows.
  const pattern = faults.map(({ tests }) => tests.source.replaceAll(' > ', ' ')).join('|');
  const exitCode = await exitCodeOf(['bin/touchstone.mjs', 'test', '--suite', SUITES, '--grep', pattern, ...flags], copy);
  if (exitCode !== EXIT.testFailed) throw new Error(`the run ended with exit code ${exitCode ?? 'none'}, and not with failed tests`);
  return (JSON.parse(await readFile(join(copy, 'results', 'latest', 'results.json'), 'utf8')) as Results).tests;
}

/** Runs a program of the copy, and tells what it says. @returns its exit code, none where a signal ended it */
async function exitCodeOf(args: readonly string[], copy: string): Promise<number | undefined> {
  const onLine = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    await run(process.execPath, args, { cwd: copy, signal: interruption.signal, onLine, grace: GRACE_OF_STARTERS });
    return EXIT.passed;
  } catch (error) {
    if (error instanceof CommandError) return error.end.exitCode;
    throw error;
  }
}

/** A run without a verdict has tried nothing, and the rounds after it go on. @throws the interruption, which ends them all */
function unjudged(fault: Fault, error: unknown): Outcome {
  interruption.signal.throwIfAborted();
  return { fault, became: 'not tried', tests: 0, said: messageOf(error) };
}

/** A test that was skipped says nothing of a fault, as long as another sees it. */
function judge(fault: Fault, records: readonly TestRecord[]): Outcome {
  const concerned = records.filter(({ name, status }) => status !== 'skipped' && fault.tests.test(name));
  const wrong = concerned.find(({ errors }) => !fault.says.test(errors.join('\n')));
  const seen = concerned.length > 0 && wrong === undefined;
  const words = (wrong ?? concerned[0])?.errors[0];
  const said = concerned.length === 0 ? 'no test of such a name ran' : (words ?? `"${wrong?.name ?? ''}" passed`);
  return { fault, became: seen ? 'seen' : 'missed', tests: concerned.length, said: said.split('\n')[0]?.slice(0, 160) ?? '' };
}
