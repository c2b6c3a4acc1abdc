import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, run } from '../harness/command.ts';
import { ROOT } from '../harness/paths.ts';
import type { Results } from '../harness/report/results.ts';
import type { Step } from '../harness/report/timeline.ts';

/** Steps during which the systems work, and the harness could only wait. */
const UNAVOIDABLE: readonly RegExp[] = [
  /^host start the Docker engine/,
  /^images (build|pull|unpack)/,
  /^target create/,
  /^target nodes ready/,
  /^ready /,
  /^tests /,
];

/** A Ctrl-C reaches the bench alone, since a run has a process group of its own; it ends the run that is under way, and with it the bench. */
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('interrupted')));

/** A run of the command line, with the seconds that passed on the wall. */
export interface MeasuredRun {
  readonly results: Results;
  readonly seconds: number;
}

/** Runs suites, all of them when no flag says which. @throws Error unless every test passed: a figure of a failed run is none */
export async function measureRun(...flags: readonly string[]): Promise<MeasuredRun> {
  const startedAt = Date.now();
  const output = await touchstone('test', '--json', '--quiet', ...flags);
  const results = JSON.parse(output) as Results;
  if (results.verdict !== 'passed') throw new Error(`the run ended ${results.verdict}: results/${results.run.id}`);
  return { results, seconds: (Date.now() - startedAt) / 1000 };
}

/** Removes the standing cluster. */
export async function takeDown(): Promise<void> {
  await touchstone('down');
}

/** Changes a Presto setting in its chart as somebody who edits it would, does the work, and puts the chart back. */
export async function withEditedChart<T>(work: () => Promise<T>): Promise<T> {
  const file = join(ROOT, 'charts', 'presto', 'values.yaml');
  const before = await readFile(file, 'utf8');
  await writeFile(file, before.replace('threads: 2', 'threads: 4'));
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandError) throw new Error(error.output.join('\n'), { cause: error });
    throw error;
  } finally {
    await writeFile(file, before);
  }
}

/** Seconds of a run in which no unavoidable step was under way: the harness's own. */
export function ownSeconds({ results, seconds }: MeasuredRun): number {
  const spans = results.timeline.filter(isUnavoidable).map(({ startedAt, endedAt }): [number, number] => [startedAt, endedAt ?? startedAt]);
  let covered = 0;
  let reached = 0;
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return seconds - covered / 1000;
}

/** Seconds from the begin of a run until a system, or every one, was Ready. */
export function secondsToReady({ run, timeline }: Results, system?: string): number {
  const steps = timeline.filter(({ phase, name }) => phase === 'ready' && (system === undefined || name === system));
  return (Math.max(...steps.map(({ endedAt }) => endedAt ?? Infinity)) - run.startedAt) / 1000;
}

/** Seconds that each phase took, from its first step's begin to its last one's end. */
export function phaseSeconds({ timeline }: Results): Record<string, number> {
  const phases = [...new Set(timeline.map(({ phase }) => phase))];
  return Object.fromEntries(
    phases.map((phase) => {
      const steps = timeline.filter((step) => step.phase === phase);
      return [
        phase,
        (Math.max(...steps.map(({ endedAt, startedAt }) => endedAt ?? startedAt)) - Math.min(...steps.map(({ startedAt }) => startedAt))) /
          1000,
      ];
    }),
  );
}

function isUnavoidable({ phase, name }: Step): boolean {
  return UNAVOIDABLE.some((pattern) => pattern.test(`${phase} ${name}`));
}

/** Runs the command line. @returns what it wrote to standard output */
function touchstone(...args: readonly string[]): Promise<string> {
  return run(process.execPath, [join(ROOT, 'bin', 'touchstone.mjs'), ...args], { signal: interruption.signal });
}
