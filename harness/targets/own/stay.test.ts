import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { Access } from '../../cluster/access.ts';
import { LABEL } from '../../cluster/label.ts';
import { Stream } from '../../stream/stream.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeApi, type FakeRequest } from '../../testing/fake-api.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { Stay } from './stay.ts';

/** The namespace of one test, which keeps what is made in it. @param there paths of what is there in the beginning */
function remembering(there: Readonly<Record<string, object>> = {}): (request: FakeRequest) => FakeAnswer {
  const objects = new Map<string, object>(Object.entries(there));
  return ({ method, path, body }) => {
    if (method === 'POST') {
      const made = JSON.parse(body) as { metadata: { name: string } };
      const its = `${path}/${made.metadata.name}`;
      if (objects.has(its)) return refusal(409, `"${made.metadata.name}" already exists`);
      objects.set(its, made);
      return { json: made };
    }
    const found = objects.get(path);
    if (method === 'DELETE') objects.delete(path);
    return found ? { json: found } : refusal(404, 'not found');
  };
}

interface Stage {
  readonly api: FakeApi;
  readonly stay: () => Stay;
  readonly deletedNamespace: () => Promise<boolean>;
}

async function stage(answer: (request: FakeRequest) => FakeAnswer): Promise<Stage> {
  const api = await fakeApi(answer);
  const kubectl = await fakeProgram(`case "$*" in *' api-resources '*) echo configmaps;; esac`);
  const access = new Access({ ...api, namespace: 'team' }, { kubectl: kubectl.path, helm: '' });
  return {
    api,
    stay: () => new Stay(access, new Stream()),
    deletedNamespace: async () => (await kubectl.calls()).some((call) => call.startsWith('delete namespace team')),
  };
}

const NAMESPACE = '/api/v1/namespaces/team';
const TURN = `${NAMESPACE}/configmaps/touchstone-run-under-way`;
const STANDING = { [NAMESPACE]: { metadata: { name: 'team', labels: LABEL } } };

test('a namespace that was made for a stack that never came goes again', async () => {
  const { stay, deletedNamespace } = await stage(remembering());
  const ours = stay();
  await ours.enter();
  await ours.close();
  expect(await deletedNamespace()).toBe(true);
});

test('one that stood already stays, and so does one that the stack came to', async () => {
  const standing = await stage(remembering(STANDING));
  const passing = standing.stay();
  await passing.enter();
  await passing.close();
  expect(await standing.deletedNamespace()).toBe(false);

  const made = await stage(remembering());
  const staying = made.stay();
  await staying.enter();
  await staying.settle();
  await staying.close();
  expect(await made.deletedNamespace()).toBe(false);
});

test('of two runs one has its turn, and the other is told whose it is, until it is given back', async () => {
  const { api, stay } = await stage(remembering(STANDING));
  const [first, second] = [stay(), stay()];
  await first.settle();
  await expect(second.settle()).rejects.toThrow(
    new RegExp(`^a run of host ${hostname()} is at work in namespace team since 20.*Z, or was killed there$`),
  );
  await second.close();
  await expect(second.settle()).rejects.toThrow('is at work in namespace team');
  await first.close();
  await second.settle();
  expect(api.requests.filter(({ method, path }) => method === 'DELETE' && path === TURN)).toHaveLength(1);
});

/** A turn that a run of a host has. */
function turnOf(host: string, uid: string): Readonly<Record<string, object>> {
  const machine = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8').trim() : '';
  return { [TURN]: { metadata: { name: 'touchstone-run-under-way', uid }, data: { host, machine, since: '2026-11-30T00:00:00Z' } } };
}

test('who wants a fresh stack takes the turn that a run of this host left, before anything is removed', async () => {
  const { api, stay } = await stage(remembering({ ...STANDING, ...turnOf(hostname(), 'left') }));
  const told: string[] = [];
  const ours = stay();
  await ours.settle(() => {
    told.push(
      ...api.requests.filter(({ path }) => path.includes('/configmaps')).map(({ method, body }) => `${method} ${body.slice(0, 100)}`),
    );
    return Promise.resolve();
  });
  expect(told.map((request) => request.split(' ')[0])).toEqual(['POST', 'GET', 'DELETE', 'POST']);
  expect(told[2]).toContain('{"preconditions":{"uid":"left"}}');
  await ours.close();
});

test('what a run of another host is at is not removed', async () => {
  const { stay } = await stage(remembering({ ...STANDING, ...turnOf('elsewhere', 'theirs') }));
  const removed: string[] = [];
  const settling = stay().settle(() => Promise.resolve(void removed.push('all')));
  await expect(settling).rejects.toMatchObject({
    message: 'a run of host elsewhere is at work in namespace team since 2026-11-30T00:00:00Z, or was killed there',
    mend: expect.not.stringContaining('--fresh') as string,
  });
  expect(removed).toEqual([]);
});

test('a run that finds tests cut off gives its turn back', async () => {
  const underWay = { [`${NAMESPACE}/configmaps/touchstone-tests-under-way`]: { data: { run: 'r1' } } };
  const { api, stay } = await stage(remembering({ ...STANDING, ...underWay }));
  const ours = stay();
  await expect(ours.settle()).rejects.toThrow('the tests of run r1 have not ended');
  await ours.close();
  expect(api.requests.some(({ method, path }) => method === 'DELETE' && path === TURN)).toBe(true);
});
