import { readFile, writeFile } from 'node:fs/promises';
import type { V1Role } from '@kubernetes/client-node';
import { afterEach, expect, test } from 'vitest';
import { leave } from '../../base/at-exit.ts';
import { Access } from '../../cluster/access.ts';
import { LABEL } from '../../cluster/label.ts';
import { asksOf, isAllowed, readRights } from '../../rights/rights.ts';
import { Stream } from '../../stream/stream.ts';
import { selfSigned } from '../../testing/certificate.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeApi, type FakeRequest } from '../../testing/fake-api.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { realTools } from '../../testing/real-tools.ts';
import type { TestsLogin } from '../target.ts';
import { loginForTests } from './tests-login.ts';

const quiet = new AbortController().signal;
const TOKEN = 'token-of-the-tests-alone';
const NAME = 'touchstone-tests-x7k2p';

afterEach(leave);

/** A cluster that makes accounts, but for what the test says. */
function makesAccounts(said: (request: FakeRequest) => FakeAnswer | undefined = () => undefined): (request: FakeRequest) => FakeAnswer {
  return (request) => {
    const given = said(request);
    if (given) return given;
    if (request.path.endsWith('selfsubjectaccessreviews')) return { json: { status: { allowed: true } } };
    if (request.path.endsWith('/token')) return { json: { status: { token: TOKEN } } };
    return { json: { metadata: { name: NAME } } };
  };
}

async function login(api: FakeApi, kubectl = 'echo Starting; exec sleep 60', stream = new Stream()): Promise<TestsLogin> {
  const program = await fakeProgram(kubectl);
  return loginForTests(new Access({ ...api, namespace: 'team' }, { kubectl: program.path, helm: '' }), stream, quiet);
}

function writes({ requests }: FakeApi): string[] {
  const ours = requests.filter(({ method, path }) => method !== 'GET' && !path.includes('selfsubject'));
  return ours.map(({ method, path }) => `${method} ${path.split('/namespaces/team/')[1] ?? path}`);
}

/** Which users the contexts of a kubeconfig have, and all users that are in it. */
async function usersOf({ place }: Access): Promise<unknown[]> {
  const config = JSON.parse(await readFile(place.kubeconfig, 'utf8')) as { users: unknown[]; contexts: { context: { user?: string } }[] };
  return [config.contexts.map(({ context }) => context.user), ...config.users];
}

const MADE = ['POST serviceaccounts', 'POST roles', 'POST rolebindings', `POST serviceaccounts/${NAME}/token`];
const GONE = ['rolebindings', 'roles', 'serviceaccounts'].map((kind) => `DELETE ${kind}/${NAME}`);

test('tests log in as an account with what a run needs in the namespace and no more, which goes at the end', async () => {
  const api = await fakeApi(makesAccounts());
  const { access, as, close } = await login(api);
  expect(as).toBe(`${NAME}, a ServiceAccount with the rights of touchstone rbac`);
  expect(await usersOf(access)).toEqual([['tests'], { name: 'tests', user: { token: TOKEN } }]);
  expect(access.place).toMatchObject({ context: 'fake', namespace: 'team' });
  expect(access.place.socket?.startsWith(access.place.kubeconfig.replace('/kubeconfig', ''))).toBe(true);

  const bodies = api.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as V1Role);
  const role = bodies.find(({ rules }) => rules !== undefined);
  const asks = asksOf(readRights().namespace);
  expect(asks.filter((ask) => !isAllowed(ask, role?.rules ?? []))).toEqual([]);
  expect(role?.rules).toHaveLength(readRights().namespace.length);
  expect(bodies.filter(({ metadata }) => metadata).every(({ metadata }) => metadata?.labels?.[Object.keys(LABEL)[0] ?? ''])).toBe(true);

  await close();
  expect(writes(api)).toEqual([...MADE, ...GONE]);
});

test.for([undefined, null, []])('so they do where the context has no user, and the kubeconfig %j of them', async (users) => {
  const api = await fakeApi(makesAccounts());
  const config = JSON.parse(await readFile(api.kubeconfig, 'utf8')) as { contexts: { name: string; context: { cluster: string } }[] };
  const contexts = config.contexts.map(({ name, context: { cluster } }) => ({ name, context: { cluster } }));
  await writeFile(api.kubeconfig, JSON.stringify({ ...config, contexts, users }));
  const { access } = await login(api);
  expect(await usersOf(access)).toEqual([['tests'], { name: 'tests', user: { token: TOKEN } }]);
});

test('whatever tests ask, by the client or by kubectl, they ask as that account', async (context) => {
  const certificate = (await selfSigned()) ?? context.skip('this host has no openssl');
  const { kubectl } = await realTools(context);
  const pods = { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [] };
  const api = await fakeApi(
    makesAccounts(({ path }) => (path.endsWith('/pods') ? { json: pods } : undefined)),
    certificate,
  );
  const { access } = await loginForTests(new Access({ ...api, namespace: 'team' }, { kubectl, helm: '' }), new Stream(), quiet);
  await access.api.core.listNamespacedPod({ namespace: 'team' });
  await access.kubectl(['get', '--raw', '/api/v1/namespaces/team/pods']);
  const asked = api.requests.filter(({ path }) => path.endsWith('/pods'));
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`]);
});

test('its token is in nothing that is told', async () => {
  const stream = new Stream();
  await login(await fakeApi(makesAccounts()), undefined, stream);
  expect(stream.redact(`Bearer ${TOKEN}`)).toBe('Bearer ***');
});

test('a login that may make no tokens is shared, nothing is made, and why is said', async () => {
  const api = await fakeApi(
    makesAccounts(({ path }) => (path.endsWith('selfsubjectaccessreviews') ? { json: { status: { allowed: false } } } : undefined)),
  );
  const { access, as } = await login(api);
  expect(as).toBe('the login of the run: it may not make tokens for another account');
  expect(access.place.kubeconfig).toBe(api.kubeconfig);
  expect(writes(api)).toEqual([]);
});

test('where the API server refuses a part of it, the rest goes again, and its words say why the login is shared', async () => {
  const words = 'roles "x" is forbidden: exceeded quota: count/roles.rbac.authorization.k8s.io=0';
  const api = await fakeApi(
    makesAccounts(({ method, path }) => (method === 'POST' && path.endsWith('/roles') ? refusal(403, words) : undefined)),
  );
  const { as } = await login(api);
  expect(as).toBe(`the login of the run: ${words}`);
  expect(writes(api)).toEqual([...MADE.slice(0, 2), ...GONE]);
});

test('an account that nothing can be done by goes again', async () => {
  const api = await fakeApi(makesAccounts());
  await expect(login(api, 'echo broken >&2; exit 1')).rejects.toThrow('kubectl cannot be asked to pass requests on');
  expect(writes(api)).toEqual([...MADE, ...GONE]);
});
