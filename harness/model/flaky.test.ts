import { expect, test } from 'vitest';
import type { TestRecord } from './record.ts';
import { flakyLine, flakyTests } from './flaky.ts';

function record(name: string, status: TestRecord['status'], round: number): TestRecord {
  return { suite: 'streaming', file: 'suites/streaming/a.test.ts', name, edges: [], status, round, startedAt: 0, duration: 1, errors: [] };
}

test('flaky is what passed in one round and failed in another, and nothing else', () => {
  const flaky = flakyTests([
    record('holds', 'passed', 1),
    record('wavers', 'passed', 1),
    record('fails', 'failed', 1),
    record('is skipped', 'skipped', 1),
    record('holds', 'passed', 2),
    record('wavers', 'failed', 2),
    record('fails', 'failed', 2),
    record('is skipped', 'skipped', 2),
    record('wavers', 'passed', 3),
  ]);
  expect(flaky).toEqual([{ suite: 'streaming', name: 'wavers', passed: 2, failed: 1 }]);
  expect(flaky.map(flakyLine)).toEqual(['flaky: streaming · wavers failed in 1 of 3 rounds']);
});
