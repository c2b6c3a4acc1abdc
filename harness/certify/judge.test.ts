import { expect, test } from 'vitest';
import { readProfile } from '../model/profile.ts';
import { certifiedRun } from '../testing/certified-run.ts';
import { shortfalls } from './judge.ts';

const profile = readProfile('core');
const FILE = 'suites/streaming/groups.test.ts';
const [NAME = ''] = profile.tests[FILE] ?? [];

test('a run in which every test of the profile passed certifies it', async () => {
  expect(shortfalls(profile, await certifiedRun(profile))).toEqual([]);
});

test('a failed test, and the edge that it was to prove', async () => {
  const results = await certifiedRun(profile, ({ edges }) => (edges[0] === 'presto→minio' ? { status: 'failed' } : {}));
  const found = shortfalls(profile, results);
  expect(found[0]).toBe('the run’s verdict is: failed');
  expect(found).toContain('the edge presto→minio is failed');
});

test('a test that did not run, and one that is of no profile', async () => {
  const results = await certifiedRun(profile, ({ file }) => (file === FILE ? { name: 'another' } : {}));
  expect(shortfalls(profile, results)).toEqual([`did not run: ${FILE} · ${NAME}`, `is not of the profile: ${FILE} · another`]);
});

test('a skip is granted by its file and its reason, or not at all', async () => {
  const results = await certifiedRun(profile, ({ file }) => (file === FILE ? { status: 'skipped', reason: 'no second broker' } : {}));
  const fault = `skipped, which the profile does not grant: ${FILE} · ${NAME}: no second broker`;
  expect(shortfalls(profile, results)).toEqual([fault]);
  expect(shortfalls({ ...profile, skips: [{ file: FILE, reason: 'no second broker' }] }, results)).toEqual([]);
  expect(shortfalls({ ...profile, skips: [{ file: FILE, reason: 'no time' }] }, results)).toEqual([fault]);
  expect(shortfalls({ ...profile, skips: [{ file: 'another', reason: 'no second broker' }] }, results)).toEqual([fault]);
});

test('an edge that no test proves, whatever the map says of it', async () => {
  const results = await certifiedRun(profile, ({ edges }) => (edges[0] === 'kafka→zookeeper' ? { edges: [] } : {}));
  expect(shortfalls(profile, results)).toEqual(['the edge kafka→zookeeper is untested']);
  const painted = results.edges.map((edge) => ({ ...edge, name: edge.name === 'presto→minio' ? 'kafka→zookeeper' : edge.name }));
  expect(shortfalls({ ...profile, edges: ['kafka→zookeeper'] }, { ...results, edges: painted })).toEqual([
    'the edge kafka→zookeeper is said to have passed, and no test that proves it has',
  ]);
});
