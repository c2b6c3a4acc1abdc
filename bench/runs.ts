import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, ROOT, inCopyOfRepository, touchstone, type Results, type Step, type StepId } from '../harness/index.ts';

/** Steps during which the systems work, and the harness could only wait. */
const UNAVOIDABLE: ReadonlySet<StepId> = new Set([
  'host/start-engine',
  'images/build',
  'images/pull',
  'images/unpack',
  'target/create',
  'target/nodes',
  'ready/system',
  'tests/test',
]);

/** Milliseconds after which a run has hung: rounds of all suites take hours. */
const DEADLINE = 24 * 60 * 60 * 1000;

/** A Ctrl-C reaches the bench alone, since a run has a process group of its own; it ends the run that is under way, and with it the bench. */
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('interrupted')));
const LIMITS = { signal: interruption.signal, timeout: DEADLINE } as const;

/** A run of the command line, with the seconds that passed on the wall. */
export interface MeasuredRun {
  readonly results: Results;
  readonly seconds: number;
}

/** Runs suites, all of them when no flag says which. @throws Error unless every test passed: a figure of a failed run is none */
export async function measureRun(...flags: readonly string[]): Promise<MeasuredRun> {
  return mustPass(await runTests(...flags));
}

/** Like measureRun(), by a copy of the repository where a Presto setting is changed in its chart, as somebody who edits it would. */
export async function measureEditedRun(...flags: readonly string[]): Promise<MeasuredRun> {
  return inCopyOfRepository(async (copy) => {
    const file = join(copy, 'charts', 'presto', 'values.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('threads: 2', 'threads: 4'));
    return mustPass(await runTestsOf(copy, [...flags, '--results', join(ROOT, 'results')]));
  });
}

/** Runs suites, whatever comes of it. */
export function runTests(...flags: readonly string[]): Promise<MeasuredRun> {
  return runTestsOf(undefined, flags);
}

async function runTestsOf(copy: string | undefined, flags: readonly string[]): Promise<MeasuredRun> {
  const startedAt = Date.now();
  const results = await resultsOf(copy, ['test', '--json', '--quiet', ...flags]);
  return { results, seconds: (Date.now() - startedAt) / 1000 };
}

function mustPass(measured: MeasuredRun): MeasuredRun {
  const { verdict, run: made, failure, tests } = measured.results;
  if (verdict === 'passed') return measured;
  const failed = tests.filter(({ status }) => status === 'failed').map(({ name }) => name);
  throw new Error([`results/${made.id} ${verdict}`, failure?.message, ...failed].filter(Boolean).join('; '));
}

/** Removes the standing cluster. */
export async function takeDown(): Promise<void> {
  await touchstone(['down'], LIMITS);
}

/** Seconds of a run in which no unavoidable step was under way: the harness's own. */
export function ownSeconds({ results, seconds }: MeasuredRun): number {
  return seconds - coveredSeconds(results.timeline.filter(({ id }) => UNAVOIDABLE.has(id)));
}

/** Seconds from the begin of a run until a system, or every one, was Ready. */
export function secondsToReady({ run, timeline }: Results, system?: string): number {
  const steps = timeline.filter(({ phase, name }) => phase === 'ready' && (system === undefined || name === system));
  return (Math.max(...steps.map(({ endedAt }) => endedAt ?? Infinity)) - run.startedAt) / 1000;
}

/** Seconds in which a step of each phase was under way. */
export function phaseSeconds({ timeline }: Results): Record<string, number> {
  const phases = [...new Set(timeline.map(({ phase }) => phase))];
  return Object.fromEntries(phases.map((phase) => [phase, coveredSeconds(timeline.filter((step) => step.phase === phase))]));
}

/** Seconds in which one of the steps, or more, was under way. */
function coveredSeconds(steps: readonly Step[]): number {
  const spans = steps.map(({ startedAt, endedAt }): [number, number] => [startedAt, endedAt ?? startedAt]);
  let covered = 0;
  let reached = 0;
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered / 1000;
}

/** What a run says of itself with --json, whichever its exit code. */
async function resultsOf(copy: string | undefined, args: readonly string[]): Promise<Results> {
  try {
    return JSON.parse(await touchstone(args, { ...LIMITS, ...(copy !== undefined && { root: copy, cwd: copy }) })) as Results;
  } catch (error) {
    const json = error instanceof CommandError ? error.output.find((line) => line.startsWith('{')) : undefined;
    if (json === undefined) throw error;
    return JSON.parse(json) as Results;
  }
}
