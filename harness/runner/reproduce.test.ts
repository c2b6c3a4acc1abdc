import { expect, test } from 'vitest';
import type { TestRecord } from '../model/record.ts';
import { TIMEOUT, reproduction } from './reproduce.ts';

test.each([
  ['a > b (c)', String.raw`npm test -- --suite lake --grep '^a b \(c\)$'`],
  ['a > b (set-up or tear-down)', "npm test -- --suite lake --grep '^a b '"],
  ['(set-up or tear-down)', 'npm test -- --suite lake'],
  ['the test file itself', 'npm test -- --suite lake'],
  ['outside of any test', 'npm test -- --suite lake'],
])('%s is run again by a command that finds it', (name, command) => {
  const record: TestRecord = { suite: 'lake', file: '', name, edges: [], status: 'failed', startedAt: 0, duration: 0, errors: [] };
  expect(reproduction(record, { scale: 'tiny', repeat: 1, timeout: TIMEOUT }, [])).toBe(command);
});
