import { expect, test } from 'vitest';
import { Timeline } from '../report/timeline.ts';
import { matchingFiles } from './matching-files.ts';

test('only files with a test that matches are left, the harness’s own among them', async () => {
  const chosen = ['harness', 'images', 'streaming', 'warehousing'];
  const filter = { grep: '^only files with a test|^every node of Presto', scale: 'tiny', repeat: 1 };
  const found = await matchingFiles(chosen, filter, new Timeline(), new AbortController().signal);
  expect(found).toEqual(['harness/tests/matching-files.test.ts', 'suites/warehousing/workers.test.ts']);
});
