import { expect, test } from 'vitest';
import { Timeline } from '../report/timeline.ts';
import { matchingFiles } from './matching-files.ts';

const quiet = new AbortController().signal;

test('only files with a test that matches are left, the harness’s own among them', async () => {
  const chosen = ['harness', 'images', 'streaming', 'warehousing'];
  const filter = { grep: '^only files with a test|^every node of Presto', edges: [], scale: 'tiny', repeat: 1 };
  const found = await matchingFiles(chosen, filter, new Timeline(), quiet);
  expect(found.map(({ file }) => file)).toEqual(['harness/tests/matching-files.test.ts', 'suites/warehousing/workers.test.ts']);
});

test('only tests that cross an edge are left', async () => {
  const filter = { edges: ['spark→kafka', 'hbase→hdfs'], scale: 'tiny', repeat: 1 };
  const found = await matchingFiles(['harness', 'streaming', 'warehousing', 'workflow'], filter, new Timeline(), quiet);
  expect(found.map(({ file }) => file).sort()).toEqual([
    'suites/streaming/lake.test.ts',
    'suites/warehousing/hbase-durability.disruptive.test.ts',
    'suites/warehousing/hbase.test.ts',
  ]);
  expect(found.flatMap(({ tests }) => tests).filter(({ edges }) => !filter.edges.some((edge) => edges.includes(edge)))).toEqual([]);
});
