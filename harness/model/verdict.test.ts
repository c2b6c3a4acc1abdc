import { expect, test } from 'vitest';
import type { Failure } from './results.ts';
import { verdictOf } from './verdict.ts';

const ground: Failure = { kind: 'ground', message: 'the disk is full', mend: 'Free some.', evidence: [] };
const stopped: Failure = { ...ground, kind: 'interrupted', message: 'stopped by SIGINT' };

test.each([
  ['every test passed', { passed: 2, failed: 0, skipped: 0 }, undefined, { verdict: 'passed', exitCode: 0 }],
  ['some were skipped', { passed: 1, failed: 0, skipped: 9 }, undefined, { verdict: 'passed', exitCode: 0 }],
  ['a test failed', { passed: 2, failed: 1, skipped: 1 }, undefined, { verdict: 'failed', exitCode: 1 }],
  [
    'all were skipped',
    { passed: 0, failed: 0, skipped: 9 },
    undefined,
    { verdict: 'failed', exitCode: 1, because: 'nothing was tested: all 9 tests were skipped' },
  ],
  [
    'the only one was skipped',
    { passed: 0, failed: 0, skipped: 1 },
    undefined,
    { verdict: 'failed', exitCode: 1, because: 'nothing was tested: the only test was skipped' },
  ],
  [
    'there was none',
    { passed: 0, failed: 0, skipped: 0 },
    undefined,
    { verdict: 'failed', exitCode: 1, because: 'nothing was tested: there was no test' },
  ],
  ['the ground failed', { passed: 0, failed: 0, skipped: 0 }, ground, { verdict: 'ground failed', exitCode: 3 }],
  ['the ground failed after a test had', { passed: 0, failed: 1, skipped: 0 }, ground, { verdict: 'ground failed', exitCode: 3 }],
  ['it was stopped', { passed: 1, failed: 1, skipped: 0 }, stopped, { verdict: 'interrupted', exitCode: 130 }],
] as const)('%s', (_, counts, failure, expected) => {
  expect(verdictOf(counts, failure)).toEqual(expected);
});
