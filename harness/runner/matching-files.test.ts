import { expect, onTestFinished, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { makePlan, partsOf } from '../model/plan.ts';
import { Stream } from '../stream/stream.ts';
import { matchingFiles } from './matching-files.ts';
import type { ListedFile } from './messages.ts';
import { Runners } from './runners.ts';
import type { TestFilter } from './selection.ts';

async function matching(chosen: readonly string[], filter: TestFilter): Promise<readonly ListedFile[]> {
  const stream = new Stream();
  const runners = new Runners(partsOf(await makePlan(REPOSITORY, chosen)), filter, stream);
  onTestFinished(() => runners.stop());
  return matchingFiles(runners, filter, stream, new AbortController().signal);
}

test('only files with a test that matches are left, the harness’s own among them', async () => {
  const chosen = ['harness', 'images', 'streaming', 'warehousing'];
  const filter = { named: true, grep: '^only files with a test|^every node of Presto', edges: [], scale: 'tiny', repeat: 1 };
  const found = await matching(chosen, filter);
  expect(found.map(({ file }) => file)).toEqual(['suites/warehousing/workers.test.ts', 'harness/runner/matching-files.test.ts']);
});

test('files that take long are left where their suite is named', async () => {
  const filter = { grep: '^an object of over|^a program with a wrong key', edges: [], scale: 'tiny', repeat: 1 };
  const files = async (named: boolean): Promise<string[]> => (await matching(['spark-s3a'], { ...filter, named })).map(({ file }) => file);
  const [usual, all] = await Promise.all([files(false), files(true)]);
  expect(usual).toEqual(['suites/spark-s3a/keys.test.ts']);
  expect(all.sort()).toEqual(['suites/spark-s3a/keys.test.ts', 'suites/spark-s3a/objects.test.ts']);
});

test('only tests that cross an edge are left', async () => {
  const filter = { named: true, edges: ['spark→kafka', 'hbase→hdfs'], scale: 'tiny', repeat: 1 };
  const found = await matching(['harness', 'streaming', 'warehousing', 'workflow'], filter);
  expect(found.map(({ file }) => file).sort()).toEqual([
    'suites/streaming/lake.test.ts',
    'suites/warehousing/hbase-durability.disruptive.test.ts',
    'suites/warehousing/hbase.test.ts',
    'suites/warehousing/kdc.disruptive.test.ts',
  ]);
  expect(found.flatMap(({ tests }) => tests).filter(({ edges }) => !filter.edges.some((edge) => edges.includes(edge)))).toEqual([]);
});
