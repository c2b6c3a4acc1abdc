import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import type { Round } from './load-faults.ts';
import { updatePage, type Outcome } from './page.ts';
import { tell } from './tell.ts';

/** All, those too that run only when they are named. */
const SUITES = suiteNames(REPOSITORY).join(',');

const MARKS: Readonly<Record<Outcome['became'], string>> = { seen: '✓', missed: '✗', 'not tried': '?' };

/**
 * Proves rounds, one after the other, and puts what was seen into docs/proofs.md after each: what an hour has seen is not lost with the next one.
 * @param all the faults that the page is of @throws the reason of an interruption
 */
export async function proveRounds(rounds: readonly Round[], all: readonly Fault[], interruption: AbortSignal): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const round of rounds) {
    outcomes.push(...(await proveRound(round, interruption)));
    await updatePage(all, outcomes);
  }
  return outcomes;
}

/** Runs the tests that must see the faults, in a copy of the repository that has them, and tells what became of each. */
async function proveRound({ faults, flags }: Pick<Round, 'faults' | 'flags'>, interruption: AbortSignal): Promise<Outcome[]> {
  return inCopyOfRepository(async (copy) => {
    for (const fault of faults) await breakIn(copy, fault);
    const judged = await runTests(copy, { faults, flags }, interruption).then(
      (records) => faults.map((fault) => judge(fault, records)),
      (error: unknown) => {
        interruption.throwIfAborted();
        return faults.map((fault) => unjudged(fault, error));
      },
    );
    for (const { became, fault, said } of judged) process.stdout.write(`${MARKS[became]} ${fault.file}: ${fault.what} · ${said}\n`);
    return judged;
  });
}

/** @throws Error when the run gave no verdict of its tests */
async function runTests(
  copy: string,
  { faults, flags }: Pick<Round, 'faults' | 'flags'>,
  interruption: AbortSignal,
): Promise<readonly TestRecord[]> {
  // A full name has spaces where a record has arrows.
  const pattern = faults.map(({ tests }) => tests.source.replaceAll(' > ', ' ')).join('|');
  const exitCode = await exitCodeOf(['bin/touchstone.mjs', 'test', '--suite', SUITES, '--grep', pattern, ...flags], copy, interruption);
  if (exitCode !== EXIT.testFailed) throw new Error(`the run ended with exit code ${exitCode ?? 'none'}, and not with failed tests`);
  return (JSON.parse(await readFile(join(copy, 'results', 'latest', 'results.json'), 'utf8')) as Results).tests;
}

/** Runs a program of the copy, and tells what it says. @returns its exit code, none where a signal ended it */
async function exitCodeOf(args: readonly string[], copy: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    await run(process.execPath, args, { cwd: copy, signal, onLine: tell, grace: GRACE_OF_STARTERS });
    return EXIT.passed;
  } catch (error) {
    if (error instanceof CommandError) return error.end.exitCode;
    throw error;
  }
}

/** A run without a verdict has tried nothing, and the rounds after it go on. */
function unjudged(fault: Fault, error: unknown): Outcome {
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
