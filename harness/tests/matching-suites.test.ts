import { expect, test } from 'vitest';
import { Timeline } from '../report/timeline.ts';
import { matchingSuites } from './matching-suites.ts';

test('only suites with a test that matches are left, the harness’s own among them', async () => {
  const chosen = ['harness', 'images', 'streaming', 'warehousing'];
  const filter = { grep: '^only suites with a test|^every node of Presto', scale: 'tiny', repeat: 1 };
  expect(await matchingSuites(chosen, filter, new Timeline(), new AbortController().signal)).toEqual(['harness', 'warehousing']);
});
