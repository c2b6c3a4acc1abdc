import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack, stackSchema } from './stack.ts';
import type { TestRecord } from './record.ts';
import { judgeEdges } from './edges.ts';
import type { Existing } from './existing.ts';

const system = { images: {}, memory: 0, disk: 0 };
const stack = stackSchema.parse({
  systems: { presto: system, metastore: system, minio: system },
  edges: {
    'presto→minio': { from: 'presto', to: 'minio', after: ['presto→metastore'] },
    'presto→metastore': { from: 'presto', to: 'metastore', after: ['metastore→minio'] },
    'metastore→minio': { from: 'metastore', to: 'minio' },
  },
});
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
    judgeEdges({ stack, systems: ALL }, records, failure).map(({ name, status, because }) => [
      name,
      because === undefined ? status : `${status}: ${because}`,
    ]),
  );
}

describe('judgeEdges', () => {
  test('an edge that a passing test proves has passed, and one that it merely crosses is untested', () => {
    expect(statuses([record('passed', 'presto→minio', 'presto→metastore')])).toEqual({
      'presto→minio': 'passed',
      'presto→metastore': 'untested: crossed by 1 test that passed, proven by none',
    });
  });

  test('the tests that cross an untested edge are counted once, however often they ran', () => {
    const [first, other] = [record('passed', 'presto→minio', 'presto→metastore'), record('passed', 'metastore→minio', 'presto→metastore')];
    expect(statuses([first, first, other])['presto→metastore']).toBe('untested: crossed by 2 tests that passed, proven by none');
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

  test('a test that fails in one round is charged to the edge that it proves, not to one that nobody proves', () => {
    const [passed, failed] = [
      record('passed', 'metastore→minio', 'presto→metastore'),
      record('failed', 'metastore→minio', 'presto→metastore'),
    ];
    expect(statuses([passed, failed])).toEqual({
      'metastore→minio': 'failed',
      'presto→metastore': 'untested: crossed by 1 test that passed, proven by none',
    });
  });

  test('HBase keeps its log on a local disk: rows are lost with the server, which is no fault of ZooKeeper’s', () => {
    const records = [
      record('passed', 'hbase→hdfs', 'hbase→zookeeper'), // hbase.test.ts: rows in several regions lie in HDFS
      record('passed', 'hbase→hdfs'), // hbase.test.ts: what a region has in HDFS
      record('passed', 'presto→minio', 'hbase→hdfs'), // hbase.test.ts: rows in the lake
      record('failed', 'hbase→hdfs', 'hbase→zookeeper'), // hbase-durability.disruptive.test.ts: the server is killed
    ];
    const verdicts = judgeEdges({ stack: readStack(REPOSITORY), systems: ['hbase', 'hdfs', 'zookeeper'] }, records);
    expect(verdicts.map(({ name, status, because }) => [name, status, because])).toEqual([
      ['hbase→zookeeper', 'untested', 'crossed by 1 test that passed, proven by none'],
      ['hbase→hdfs', 'failed', undefined],
    ]);
  });

  test('a file or a set-up that failed leaves edges untested, unless another test proves them or fails at them', () => {
    const broken = { ...record('failed'), name: 'the test file itself', untested: ['presto→minio', 'presto→metastore', 'metastore→minio'] };
    const skipped = { ...record('skipped', 'presto→minio'), reason: 'its set-up failed' };
    expect(statuses([broken, skipped, record('passed', 'metastore→minio'), record('failed', 'presto→metastore')])).toEqual({
      'metastore→minio': 'passed',
      'presto→metastore': 'failed',
      'presto→minio': 'untested: a.test.ts: the test file itself failed',
    });
  });

  test('an edge whose proof was skipped is skipped, though others cross it', () => {
    const records = [
      record('passed', 'presto→minio', 'metastore→minio'),
      { ...record('skipped', 'metastore→minio'), reason: 'no NFS client' },
    ];
    expect(statuses(records)['metastore→minio']).toBe('skipped: no NFS client');
  });

  test('what was not proven yet when the ground failed is blocked by that', () => {
    expect(statuses([record('passed', 'presto→minio', 'presto→metastore')], 'the run was stopped')).toEqual({
      'metastore→minio': 'blocked: the run was stopped',
      'presto→metastore': 'blocked: the run was stopped',
      'presto→minio': 'passed',
    });
  });

  test('a skipped edge carries the reason', () => {
    expect(statuses([{ ...record('skipped', 'metastore→minio'), reason: 'no NFS client' }])).toEqual({
      'metastore→minio': 'skipped: no NFS client',
    });
  });

  test('when the ground fails every edge of the planned systems is blocked by that', () => {
    expect(new Set(Object.values(statuses([], 'minio does not become ready')))).toEqual(new Set(['blocked: minio does not become ready']));
    expect(judgeEdges({ stack, systems: ['minio'] }, [], 'x')).toEqual([]);
  });

  test('an edge of a system that is there already is skipped where what it works with is not named, whatever passes', () => {
    const theirs = { address: {}, credentials: {} };
    const seenBy = (existing: Existing, ...records: readonly TestRecord[]): object[] =>
      judgeEdges({ stack, systems: ['minio'], existing }, records).map(({ name, status, because }) => ({ name, status, because }));
    const passed = record('passed', 'metastore→minio');
    expect(seenBy({ metastore: theirs }, passed)).toEqual([
      {
        name: 'metastore→minio',
        status: 'skipped',
        because: 'metastore is there already, and the file of --existing does not name the minio that it works with',
      },
    ]);
    expect(seenBy({ metastore: theirs, minio: theirs }, passed)).toMatchObject([{ status: 'passed' }]);
    expect(seenBy({ metastore: theirs }, passed, record('failed', 'metastore→minio'))).toMatchObject([{ status: 'failed' }]);
    expect(seenBy({ metastore: theirs })).toEqual([]);
  });

  test('an edge within a system that is there already is skipped, also where a test that crosses it passes', () => {
    const existing = { 'hive-metastore': { address: {}, credentials: {} }, minio: { address: {}, credentials: {} } };
    const records = [
      record('passed', 'metastore→minio', 'metastore→postgresql'),
      { ...record('skipped', 'metastore→postgresql'), reason: 'there already' },
    ];
    const verdicts = judgeEdges({ stack: readStack(REPOSITORY), systems: ['gateway'], existing }, records);
    expect(verdicts.map(({ name, status, because }) => [name, status, because])).toEqual([
      ['metastore→postgresql', 'skipped', 'hive-metastore is there already, and what it is made of is not for a test to look into'],
      ['metastore→minio', 'passed', undefined],
    ]);
  });
});
