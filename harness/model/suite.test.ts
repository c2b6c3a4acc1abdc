import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { makePlan } from './plan.ts';
import { loadSuites, suiteNames, usualFiles, usualSuites } from './suite.ts';

test('every suite says what it is for', async () => {
  const suites = await loadSuites(REPOSITORY, suiteNames(REPOSITORY));
  expect(new Set(suites.map(({ title }) => title)).size).toBe(suites.length);
});

test('a suite needs what its files need, those that run', async () => {
  expect((await makePlan(REPOSITORY, ['streaming'])).systems).toContain('spark');
  const { systems } = await makePlan(REPOSITORY, ['streaming'], ['suites/streaming/topics.test.ts']);
  expect(systems).toEqual(['gateway', 'zookeeper', 'kafka']);
});

test('a suite that takes long runs where it is named, and not with all', async () => {
  expect(suiteNames(REPOSITORY)).toContain('recipes');
  const usual = await usualSuites(REPOSITORY);
  expect(usual).toEqual(suiteNames(REPOSITORY).filter((name) => !['recipes', 'storage'].includes(name)));
});

test('a suite of which some files take long has the others where it is not named', async () => {
  const [spark, streaming] = await loadSuites(REPOSITORY, ['spark-s3a', 'streaming']);
  const usual = (spark ? usualFiles(spark) : undefined)?.map((path) => basename(path));
  expect(usual).toContain('keys.test.ts');
  expect(usual).toContain('settings.disruptive.test.ts');
  expect(usual).not.toContain('objects.test.ts');
  expect(streaming && usualFiles(streaming)).toBe(undefined);
});
