import { expect, test } from 'vitest';
import type { EdgeVerdict } from '../model/edges.ts';
import type { PastRun } from './past-run.ts';
import type { TestRecord } from '../model/record.ts';
import { EMPTY_RESULTS } from '../testing/empty-results.ts';
import { historyReport } from './report.ts';

const HOUR = 3_600_000;
const COUNTS = { passed: 0, failed: 0, skipped: 0 };

function edge(name: string, status: EdgeVerdict['status']): EdgeVerdict {
  return { name, from: '', to: '', status, tests: COUNTS, evidence: [] };
}

function record(name: string, status: TestRecord['status']): TestRecord {
  return { suite: 's', file: 'a.test.ts', name, edges: [], status, startedAt: 0, duration: 1, errors: [] };
}

function run(hour: number, parts: Partial<PastRun>): PastRun {
  return { ...EMPTY_RESULTS, run: { id: '', startedAt: hour * HOUR, endedAt: 0, arguments: [] }, verdict: 'passed', ...parts };
}

function onNewCluster(seconds: number): Pick<PastRun, 'target' | 'timeline'> {
  return {
    target: { origin: 'kind', name: '', namespace: '', fresh: true },
    timeline: [{ id: 'ready/system', phase: 'ready', name: 'presto', startedAt: 0, endedAt: seconds * 1_000, status: 'done' }],
  };
}

test('an edge is a mark a run, and counts where it was tested', () => {
  const runs = [
    run(0, { edges: [edge('a→b', 'passed')] }),
    run(1, { edges: [edge('b→c', 'untested')] }),
    run(25, { edges: [edge('a→b', 'failed'), edge('b→c', 'blocked')] }),
  ];
  expect(historyReport(runs).split('\n')).toEqual([
    '3 runs, from 1970-01-01 00:00 to 1970-01-02 01:00 (UTC), the newest last',
    '',
    `${'a→b'.padEnd(24)} ✓·✗  passed 1 of 2`,
    `${'b→c'.padEnd(24)} ·?⊘  passed 0 of 1`,
  ]);
});

test('a test that once failed and once passed is told, one that always failed is not', () => {
  const report = historyReport([
    run(0, { tests: [record('wavers', 'failed'), record('never', 'failed')] }),
    run(1, { tests: [record('wavers', 'passed'), record('never', 'failed')] }),
  ]);
  expect(report).toContain('\n  s · wavers: failed 1 of 2 times');
  expect(report).not.toContain('never');
});

test('a system that took half as long again as usual is pointed out, and what stood already took nothing', () => {
  const runs = [40, 44, 61].map((seconds, hour) => run(hour, onNewCluster(seconds)));
  const reused = { ...onNewCluster(0), target: { origin: 'kind', name: '', namespace: '', fresh: false } as const };
  expect(historyReport([...runs, run(4, reused)])).toMatch(/presto +44 +61$/);
  expect(historyReport([...runs, run(4, onNewCluster(67))])).toMatch(/presto +44 +67 {2}slower than usual$/);
});
