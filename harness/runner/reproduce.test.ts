import { expect, test } from 'vitest';
import type { TestRecord } from '../model/record.ts';
import { reproduction } from './reproduce.ts';

const RECORD: TestRecord = { suite: 'lake', file: '', name: 'a', edges: [], status: 'failed', startedAt: 0, duration: 0, errors: [] };

test.each([
  ['a > b (c)', String.raw`npm test -- --suite lake --grep '^a b \(c\)$'`],
  ['a > b (set-up or tear-down)', "npm test -- --suite lake --grep '^a b '"],
  ['(set-up or tear-down)', 'npm test -- --suite lake'],
  ['the test file itself', 'npm test -- --suite lake'],
  ['outside of any test', 'npm test -- --suite lake'],
])('%s is run again by a command that finds it', (name, command) => {
  expect(reproduction({ ...RECORD, name }, { scale: 'tiny', repeat: 1, timeout: 300 }, [])).toBe(command);
});

test('what was said of the run is said again where it is not the usual, and what leads to the target', () => {
  const said = { suite: 'lake,sea', grep: 'b', scale: '1', repeat: 3, timeout: 60, overlay: 'replicated', keep: true, quiet: true };
  expect(reproduction(RECORD, said, ['--nodes 3'])).toBe(
    "npm test -- --suite lake --grep '^a$' --repeat 3 --scale 1 --overlay replicated --timeout 60 --nodes 3",
  );
});
