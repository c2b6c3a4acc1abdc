import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { REPOSITORY, firstOf, pathIn, projectAt, projectFlags } from './project.ts';

const ECHO = `${ROOT}/examples/echo`;

test('no folder, and this one, is the repository', () => {
  expect(projectAt(undefined)).toBe(REPOSITORY);
  expect(projectAt(ROOT)).toBe(REPOSITORY);
  expect(projectFlags(REPOSITORY)).toEqual([]);
});

test('a project is looked through before the repository, and named again as one would type it', () => {
  const project = projectAt(ECHO);
  expect(firstOf(project, 'blueprint', 'stack.yaml')).toBe(`${ECHO}/blueprint/stack.yaml`);
  expect(firstOf(project, 'charts', 'kafka')).toBe(`${ROOT}/charts/kafka`);
  expect(firstOf(project, 'charts', 'no-such-chart')).toBeUndefined();
  expect(projectFlags(project)).toEqual(['--project examples/echo']);
  expect(projectFlags({ roots: ['/home/a b', ROOT] })).toEqual([`--project '/home/a b'`]);
});

test.each([
  ['beside the repository', '/elsewhere', '/elsewhere/suites/x/a.test.ts', 'suites/x/a.test.ts'],
  ['inside of it', ECHO, `${ECHO}/suites/x/a.test.ts`, 'suites/x/a.test.ts'],
  ['around it', dirname(ROOT), `${ROOT}/suites/x/a.test.ts`, 'suites/x/a.test.ts'],
  ['named like it, but for more', `${ROOT}-2`, `${ROOT}-2/suites/x/a.test.ts`, 'suites/x/a.test.ts'],
])('a file of a project that lies %s is known by its path from the innermost folder', (_, folder, file, path) => {
  expect(pathIn({ roots: [folder, ROOT] }, file)).toBe(path);
});
