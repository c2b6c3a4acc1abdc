import type { EdgeVerdict } from '../model/edges.ts';
import { flakyTests } from '../model/flaky.ts';
import type { PastRun } from './past-run.ts';
import { EDGE_MARK } from '../words/edge-mark.ts';

/** Of a run that had nothing to do with an edge. */
const ABSENT = '·';
/** How much longer than usual a system takes to become ready before that is pointed out. */
const SLOWER = 1.5;

/** What became of each edge, test and system over runs, for a terminal. @param runs the oldest first, one at least */
export function historyReport(runs: readonly PastRun[]): string {
  const [oldest, newest] = [runs[0], runs.at(-1)].map((run) =>
    new Date(run?.run.startedAt ?? 0).toISOString().slice(0, 16).replace('T', ' '),
  );
  const parts = [edgeLines(runs), unsteadyLines(runs), readyLines(runs)].filter((lines) => lines.length > 0);
  return [
    `${runs.length} runs, from ${oldest ?? ''} to ${newest ?? ''} (UTC), the newest last`,
    ...parts.map((lines) => lines.join('\n')),
  ].join('\n\n');
}

/** "presto→minio             ✓✓·✗✓   3 of 4": of those that said something of it. */
function edgeLines(runs: readonly PastRun[]): string[] {
  return namesOf(runs.map(({ edges }) => edges)).map((name) => {
    const fates = runs.map(({ edges }) => edges.find((edge) => edge.name === name)?.status);
    const of = (...wanted: EdgeVerdict['status'][]): number => fates.filter((fate) => fate !== undefined && wanted.includes(fate)).length;
    const strip = fates.map((fate) => (fate === undefined ? ABSENT : EDGE_MARK[fate])).join('');
    return `${name.padEnd(24)} ${strip}  passed ${of('passed')} of ${of('passed', 'failed', 'blocked')}`;
  });
}

/** Tests that did not always end alike. What a change of the blueprint broke and mended is among them: the strip above shows when. */
function unsteadyLines(runs: readonly PastRun[]): string[] {
  const unsteady = flakyTests(runs.flatMap(({ tests }) => tests));
  const lines = unsteady.map(({ suite, name, passed, failed }) => `  ${suite} · ${name}: failed ${failed} of ${passed + failed} times`);
  return lines.length === 0 ? [] : ['both passed and failed:', ...lines];
}

/** How long systems took on new clusters: what stood already took nothing. */
function readyLines(runs: readonly PastRun[]): string[] {
  const fresh = runs.filter(({ target }) => target?.fresh === true).map(readySteps);
  const lines = namesOf(fresh).map((name) => {
    const took = fresh.flatMap((steps) => steps.find((step) => step.name === name)?.seconds ?? []);
    const [usual, newest] = [median(took), took.at(-1) ?? 0];
    return `  ${name.padEnd(22)} ${usual.toFixed(0).padStart(4)} ${newest.toFixed(0).padStart(4)}${newest > usual * SLOWER ? '  slower than usual' : ''}`;
  });
  return lines.length === 0 ? [] : ['seconds to ready on new clusters, the median and the newest:', ...lines];
}

function readySteps({ timeline }: PastRun): { readonly name: string; readonly seconds: number }[] {
  const done = timeline.filter(({ id, status }) => id === 'ready/system' && status === 'done');
  return done.flatMap(({ name, startedAt, endedAt }) => (endedAt === undefined ? [] : [{ name, seconds: (endedAt - startedAt) / 1_000 }]));
}

/** In the order in which they first came. */
function namesOf(lists: readonly (readonly { readonly name: string }[])[]): string[] {
  return [...new Set(lists.flat().map(({ name }) => name))];
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
