import { describe, expect, test } from 'vitest';
import type { Stack } from './stack.ts';
import type { TestRecord } from './record.ts';
import { judgeEdges } from './edges.ts';

const system = { images: {}, configMaps: [], credentials: [], needs: [], values: {}, onOwnCluster: {}, memory: 0, disk: 0 };
const stack: Stack = {
  systems: { presto: system, metastore: system, minio: system },
  credentials: {},
  edges: {
    'presto→minio': { from: 'presto', to: 'minio', after: ['presto→metastore'] },
    'presto→metastore': { from: 'presto', to: 'metastore', after: ['metastore→minio'] },
    'metastore→minio': { from: 'metastore', to: 'minio', after: [] },
  },
};
const ALL = ['presto', 'metastore', 'minio'];

function record(status: TestRecord['status'], ...edges: string[]): TestRecord {
  return {
    suite: 'warehousing',
    file: 'a.test.ts',
    name: `${status} ${edges.join(' ')}`,
    edges,
    status,
    startedAt: 0,
    duration: 1,
    errors: [],
  };
}

function statuses(records: readonly TestRecord[], failure?: string): Record<string, string> {
  return Object.fromEntries(
    judgeEdges(stack, ALL, records, failure).map(({ name, status, because }) => [
      name,
      because === undefined ? status : `${status}: ${because}`,
    ]),
  );
}

describe('judgeEdges', () => {
  test('an edge that a passing test crosses has passed', () => {
    expect(statuses([record('passed', 'presto→minio', 'presto→metastore')])).toEqual({
      'presto→minio': 'passed',
      'presto→metastore': 'passed',
    });
  });

  test('a failed test is charged to the edge that it proves, not to those that it also crosses', () => {
    const records = [record('failed', 'presto→minio', 'presto→metastore'), record('passed', 'presto→metastore')];
    expect(statuses(records)).toEqual({ 'presto→minio': 'failed', 'presto→metastore': 'passed' });
  });

  test('what comes after a failed edge is blocked, and names it', () => {
    const records = [record('failed', 'metastore→minio'), record('failed', 'presto→metastore'), record('failed', 'presto→minio')];
    expect(statuses(records)).toEqual({
      'metastore→minio': 'failed',
      'presto→metastore': 'blocked: metastore→minio failed',
      'presto→minio': 'blocked: metastore→minio failed',
    });
  });

  test('a failed test that proves an edge which others prove to hold is charged to the next one that it crosses', () => {
    const records = [
      record('failed', 'metastore→minio', 'presto→minio'),
      record('passed', 'metastore→minio'),
      record('failed', 'presto→minio'),
    ];
    expect(statuses(records)).toEqual({ 'metastore→minio': 'passed', 'presto→minio': 'failed' });
  });

  test('the only test failed: its edge has failed, and what it also crosses is blocked by that', () => {
    expect(statuses([record('failed', 'presto→minio', 'presto→metastore')])).toEqual({
      'presto→minio': 'failed',
      'presto→metastore': 'blocked: presto→minio failed',
    });
  });

  test('an edge whose only tests failed at another edge is blocked by that one', () => {
    expect(statuses([record('failed', 'metastore→minio', 'presto→metastore')])).toMatchObject({
      'presto→metastore': 'blocked: metastore→minio failed',
    });
  });

  test('a skipped edge carries the reason', () => {
    expect(statuses([{ ...record('skipped', 'metastore→minio'), reason: 'no NFS client' }])).toEqual({
      'metastore→minio': 'skipped: no NFS client',
    });
  });

  test('when the ground fails every edge of the planned systems is blocked by that', () => {
    expect(new Set(Object.values(statuses([], 'minio does not become ready')))).toEqual(new Set(['blocked: minio does not become ready']));
    expect(judgeEdges(stack, ['minio'], [], 'x')).toEqual([]);
  });
});
