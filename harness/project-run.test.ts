import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Results } from './model/results.ts';
import { howTouchstoneEnds } from './testing/command-line.ts';
import { projectOf } from './testing/project-of.ts';

const FILES = {
  'package.json': '{ "type": "module" }',
  'blueprint/stack.yaml': 'edges: { minio→minio: { from: minio, to: minio } }',
  'suites/mine/suite.ts': "export const suite = { title: 'Mine', needs: [] };",
  'suites/mine/words.test.ts': `
import { checksumOf } from 'touchstone/fixtures/flow';
import { EXIT } from 'touchstone/harness';
import { expect, test } from 'vitest';

test('what the repository exports is there', { tags: ['minio→minio'] }, () => {
  expect([checksumOf('').slice(0, 6), EXIT.passed]).toEqual(['e3b0c4', 0]);
});
test('is wrong', { tags: ['minio→minio'] }, () => {
  expect(1).toBe(2);
});
`,
} as const;

test('tests of a project elsewhere run with what the repository exports, and are known by their paths in the project', async () => {
  const folder = await projectOf(FILES);
  const results = join(folder, 'results');
  const args = ['test', '--project', folder, '--suite', 'mine', '--results', results, '--quiet'];
  expect(await howTouchstoneEnds(args, { cwd: folder })).toMatchObject({ code: 1 });
  const { exitCode, tests } = JSON.parse(await readFile(join(results, 'latest', 'results.json'), 'utf8')) as Results;
  expect(exitCode).toBe(1);
  expect(tests.map(({ suite, file, name, status, edges }) => [suite, file, name, status, edges])).toEqual([
    ['mine', 'suites/mine/words.test.ts', 'what the repository exports is there', 'passed', ['minio→minio']],
    ['mine', 'suites/mine/words.test.ts', 'is wrong', 'failed', ['minio→minio']],
  ]);
  expect(tests[1]?.errors.join()).toContain('    at suites/mine/words.test.ts:10');
  expect(tests[1]?.reproduce).toBe(`npm test -- --suite mine --grep '^is wrong$' --project ${folder}`);
}, 120_000);
