import { expect, test } from 'vitest';
import type { Door } from './door.ts';
import { doorsLine, doorsOf } from './doors.ts';
import type { TestRecord } from './record.ts';

function record(name: string, status?: Door['status']): TestRecord {
  const door = status && { door: { threat: 'anybody-comes', status, words: status } };
  return { suite: 'security', file: '', name, edges: [], status: 'passed', startedAt: 0, duration: 0, errors: [], ...door };
}

test('a door is what was found in its worst round, and a test that tries none is none', () => {
  const doors = doorsOf([
    record('a', 'closed'),
    record('b'),
    record('a', 'open'),
    record('c', 'not enforceable here'),
    record('a', 'closed'),
  ]);
  expect(doors.map(({ name, status, words }) => [name, status, words])).toEqual([
    ['a', 'open', 'open'],
    ['c', 'not enforceable here', 'not enforceable here'],
  ]);
  expect(doorsLine(doors)).toBe('doors: 1 not enforceable here, 1 open');
});

test('where no door was tried nothing is said of doors', () => {
  expect(doorsLine(doorsOf([record('a')]))).toBeUndefined();
});
