import { expect, test } from 'vitest';
import { fakeApi, refusal, type FakeAnswer } from '../testing/fake-api.ts';
import { connectTo } from './api.ts';
import { waitForNodes } from './nodes.ts';

const quiet = new AbortController().signal;

function node(name: string, status: 'True' | 'False', resourceVersion = '1'): object {
  return { metadata: { name, resourceVersion }, status: { conditions: [{ type: 'Ready', status, message: `${name} says so` }] } };
}

function listOf(...items: object[]): FakeAnswer {
  return { json: { kind: 'NodeList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items } };
}

test('returns when a watch tells that the last node is Ready', async () => {
  const fake = await fakeApi(({ query }) =>
    query.has('watch') ? { watch: [{ type: 'MODIFIED', object: node('b', 'True', '2') }] } : listOf(node('a', 'True'), node('b', 'False')),
  );
  await waitForNodes(connectTo(fake), 5_000, quiet);
});

test('ends when its time is over, with the words of those that wait', async () => {
  const fake = await fakeApi(({ query }) => (query.has('watch') ? { watch: [] } : listOf(node('a', 'True'), node('b', 'False'))));
  await expect(waitForNodes(connectTo(fake), 200, quiet)).rejects.toThrow('not Ready within 0.2 s: b: b says so');
});

test('a refusal ends it at once, of the list as of the watch, and is not asked for again', async () => {
  for (const refused of ['list', 'watch']) {
    const fake = await fakeApi(({ query }) =>
      query.has('watch') === (refused === 'watch') ? refusal(403, 'nodes is forbidden') : listOf(node('a', 'False')),
    );
    await expect(waitForNodes(connectTo(fake), 5_000, quiet)).rejects.toThrow('does not let this user list and watch nodes');
    expect(fake.requests.length).toBeLessThanOrEqual(2);
  }
});

test('an API server that is busy is asked again with pauses, and its words are kept', async () => {
  const fake = await fakeApi(() => refusal(429, 'too many requests'));
  await expect(waitForNodes(connectTo(fake), 1_200, quiet)).rejects.toMatchObject({
    message: 'not Ready within 1.2 s: the cluster tells of no nodes',
    evidence: [expect.stringContaining('too many requests')],
  });
  expect(fake.requests.length).toBeLessThanOrEqual(3);
});
