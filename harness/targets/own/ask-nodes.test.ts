import { expect, test } from 'vitest';
import { Access } from '../../cluster/access.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeApi, type FakeRequest } from '../../testing/fake-api.ts';
import { askNodes, type NodeAnswer } from './ask-nodes.ts';

const quiet = new AbortController().signal;
const KAFKA = { name: 'kafka', reference: 'registry.example.com/lab/kafka:1-amd64', pulled: true };
const EMPTY = { json: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] } };

/** A cluster whose nodes say this of a pod's only container; a pod is called as its node is. */
function nodesThatSay(statuses: Readonly<Record<string, object>>): (request: FakeRequest) => FakeAnswer {
  return ({ method, path, query, body }) => {
    if (method === 'POST') {
      const { spec } = JSON.parse(body) as { spec: { nodeName: string } };
      return { json: { metadata: { name: spec.nodeName } } };
    }
    if (!query.has('watch')) return EMPTY;
    if (path.endsWith('/events')) return { watch: [] };
    const pods = Object.entries(statuses).map(([node, status]) => ({
      metadata: { name: node, uid: node },
      spec: { nodeName: node },
      status,
    }));
    return { watch: pods.map((object) => ({ type: 'ADDED', object })) };
  };
}

function ask(api: FakeApi, nodes: readonly string[]): Promise<NodeAnswer[]> {
  const access = new Access({ ...api, namespace: 'team' }, { helm: '', kubectl: '' });
  return askNodes([KAFKA], { access, nodes, pullSecrets: [], progress: () => undefined }, quiet);
}

const STARTED = { containerStatuses: [{ name: 'kafka', state: { terminated: { exitCode: 0 } } }] };
const GONE = { containerStatuses: [{ name: 'kafka', state: { waiting: { reason: 'ErrImagePull', message: 'manifest unknown' } } }] };

test('every node is asked by a pod of its own, and the pods are gone then', async () => {
  const api = await fakeApi(nodesThatSay({ one: STARTED, two: GONE }));
  const answers = await ask(api, ['one', 'two']);
  expect(answers.map(({ node, answer }) => [node, answer.there])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  const deleted = api.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  expect(deleted).toEqual(['/api/v1/namespaces/team/pods/one', '/api/v1/namespaces/team/pods/two']);
});

test('a node that takes no such pod is named, and the pods are gone then', async () => {
  const api = await fakeApi(nodesThatSay({ one: { phase: 'Failed', reason: 'OutOfpods', message: 'Node has not enough pods' } }));
  await expect(ask(api, ['one'])).rejects.toMatchObject({
    message: 'node one takes no pod that would show which images it has (OutOfpods)',
    evidence: ['Node has not enough pods'],
  });
  expect(api.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('a pod that somebody takes away ends the wait', async () => {
  const taken = {
    type: 'MODIFIED',
    object: { metadata: { name: 'one', uid: 'one', deletionTimestamp: '2026-11-28T22:00:00Z' }, spec: { nodeName: 'one' } },
  };
  const api = await fakeApi((request) =>
    request.query.has('watch') && request.path.endsWith('/pods') ? { watch: [taken] } : nodesThatSay({})(request),
  );
  await expect(ask(api, ['one'])).rejects.toThrow('the pod that would show which images node one has was taken away');
});

test('a namespace that takes no such pod is named in the API server’s words', async () => {
  const api = await fakeApi(({ method }) => (method === 'POST' ? refusal(403, 'exceeded quota: pods=10') : EMPTY));
  await expect(ask(api, ['one'])).rejects.toMatchObject({
    message: 'namespace team takes no pod that would show which images its nodes have',
    evidence: ['exceeded quota: pods=10'],
  });
});
