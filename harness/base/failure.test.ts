import { expect, test } from 'vitest';
import { messageOf } from './failure.ts';

test('a failure says its causes, and each of several', () => {
  const cause = new AggregateError([new Error('connect ECONNREFUSED ::1:80'), new Error('connect ECONNREFUSED 127.0.0.1:80')]);
  expect(messageOf(new TypeError('fetch failed', { cause }))).toBe(
    'fetch failed: connect ECONNREFUSED ::1:80, connect ECONNREFUSED 127.0.0.1:80',
  );
  expect(messageOf('gone')).toBe('gone');
});
