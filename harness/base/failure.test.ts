import { ApiException } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { asGroundFailure, messageOf } from './failure.ts';

test('a failure says its causes, and each of several', () => {
  const cause = new AggregateError([new Error('connect ECONNREFUSED ::1:80'), new Error('connect ECONNREFUSED 127.0.0.1:80')]);
  expect(messageOf(new TypeError('fetch failed', { cause }))).toBe(
    'fetch failed: connect ECONNREFUSED ::1:80, connect ECONNREFUSED 127.0.0.1:80',
  );
  expect(messageOf('gone')).toBe('gone');
});

test('what the API server says is its own sentence, without the headers and the rest of its answer', () => {
  const body = '{"kind":"Status","message":"the object has been modified","reason":"Conflict","code":409}';
  const refusal = new ApiException(409, 'Unknown API Status Code!', body, { date: 'today' });
  expect(messageOf(refusal)).toBe('the object has been modified');
  expect(messageOf(new Error('no mark', { cause: refusal }))).toBe('no mark: the object has been modified');
  expect(asGroundFailure(refusal).message).toBe('the object has been modified');
  const proxys = messageOf(new ApiException(502, 'Bad Gateway', '<html>', { cookie: 'secret' }));
  expect(proxys).toContain('Bad Gateway');
  expect(proxys).not.toMatch(/html|secret/);
});
