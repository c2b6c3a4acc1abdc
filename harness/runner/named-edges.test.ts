import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { namedEdges } from './named-edges.ts';

const EDGES = ['presto→minio', 'kafka→zookeeper', 'hbase→zookeeper', 'spark→s3a'];

test('edges are named in any quotes, and with a value filled in', () => {
  expect(namedEdges("test('x', { tags: ['presto→minio', \"spark→s3a\"] }, …)", EDGES)).toEqual(['presto→minio', 'spark→s3a']);
  expect(namedEdges('test(name, { tags: [`${name}→zookeeper`] }, …)', EDGES)).toEqual(['kafka→zookeeper', 'hbase→zookeeper']);
  expect(namedEdges('presto → minio, presto->minio, presto→minio2', EDGES)).toEqual([]);
});

test('the tags of a suite’s file', () => {
  const source = readFileSync(join(ROOT, 'suites', 'warehousing', 'spark.test.ts'), 'utf8');
  expect(namedEdges(source, Object.keys(readStack(REPOSITORY).edges))).toEqual(['presto→minio', 'spark→s3a', 'spark→metastore']);
});
