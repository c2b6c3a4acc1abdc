import { expect, test } from 'vitest';
import { withRuntime } from './engine.ts';

test('the runtime stands in the engine’s settings beside what stands there', () => {
  const settings = { 'data-root': '/disk', runtimes: { kata: { path: '/kata' } } };
  const once = withRuntime(settings, '/program');
  expect(once).toMatchObject({ ...settings, runtimes: { kata: { path: '/kata' } } });
  expect(Object.values(once.runtimes as object)).toContainEqual({ path: '/program' });
  expect(withRuntime(once, '/program')).toEqual(once);
});

test('a default runtime that somebody has chosen is not overruled', () => {
  expect(() => withRuntime({ 'default-runtime': 'nvidia' }, '/program')).toThrow(
    'another default runtime than the one that does without: "nvidia"',
  );
});
