import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { makePlan } from './plan.ts';
import { suiteNames, loadSuites } from './suite.ts';

test('every suite says what it is for', async () => {
  const suites = await loadSuites(REPOSITORY, suiteNames(REPOSITORY));
  expect(new Set(suites.map(({ title }) => title)).size).toBe(suites.length);
});

test('a suite needs what its files need, those that run', async () => {
  expect((await makePlan(REPOSITORY, ['streaming'])).systems).toContain('spark');
  const { systems } = await makePlan(REPOSITORY, ['streaming'], ['suites/streaming/topics.test.ts']);
  expect(systems).toEqual(['gateway', 'zookeeper', 'kafka']);
});
