import { expect, test } from 'vitest';
import { makePlan } from './plan.ts';
import { suiteNames, loadSuites } from './suite.ts';

test('every suite says what it is for', async () => {
  const suites = await loadSuites(suiteNames());
  expect(new Set(suites.map(({ title }) => title)).size).toBe(suites.length);
});

test('a suite needs what its files need, those that run', async () => {
  expect((await makePlan(['streaming'])).systems).toContain('spark');
  const { systems } = await makePlan(['streaming'], ['suites/streaming/topics.test.ts']);
  expect(systems).toEqual(['gateway', 'zookeeper', 'kafka']);
});
