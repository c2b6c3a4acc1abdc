import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi, type TestContext } from 'vitest';
import { leave } from '../../base/at-exit.ts';
import type { Access } from '../../cluster/access.ts';
import { NamespaceWatch } from '../../ready/namespace-watch.ts';
import { selfSigned, type Certificate } from '../../testing/certificate.ts';
import { fakeApi, refusal, type FakeApi, type FakeRequest } from '../../testing/fake-api.ts';
import { realTools } from '../../testing/real-tools.ts';
import { openAccess } from './access.ts';
import { findPlace, type PlaceOptions } from './kubeconfig.ts';

const quiet = new AbortController().signal;

afterEach(() => {
  leave();
  vi.unstubAllEnvs();
});

interface Stage {
  readonly folder: string;
  readonly api: FakeApi;
  readonly certificate: Certificate;
}

/** What a watch of pods tells. */
interface Told {
  readonly type: string;
  readonly object: object;
}

/** An API server behind TLS that takes whom the test says, and a folder for kubeconfigs. */
async function stage(
  context: TestContext,
  takes: (request: FakeRequest) => boolean = () => true,
  ...told: readonly Told[]
): Promise<Stage> {
  const certificate = (await selfSigned()) ?? context.skip('this host has no openssl');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-login-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const api = await fakeApi((request) => {
    if (!takes(request)) return refusal(401, 'Unauthorized');
    if (request.path === '/version') return { json: { major: '1', minor: '33', gitVersion: 'v1.33.0' } };
    if (request.query.has('watch')) return { watch: request.path.endsWith('/pods') ? told : [] };
    return { json: { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] } };
  }, certificate);
  return { folder, api, certificate };
}

/** Writes a kubeconfig with one context "there" whose user is as given. */
async function kubeconfig({ folder, api, certificate }: Stage, user: object, more: object = {}): Promise<string> {
  const cluster = { server: api.server, 'certificate-authority-data': Buffer.from(certificate.cert).toString('base64') };
  const path = join(folder, 'config');
  const config = {
    ...{ apiVersion: 'v1', kind: 'Config' },
    clusters: [{ name: 'there', cluster: { ...cluster, ...more } }],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'there', context: { cluster: 'there', user: 'me', namespace: 'team' } }],
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}

/** Logs in with the real kubectl. */
async function open(options: PlaceOptions, context: TestContext, heard: string[] = []): Promise<Access> {
  const { kubectl } = await realTools(context);
  const tools = { kubectl, helm: '' };
  return openAccess(findPlace(options), tools, { tell: (words) => heard.push(words), hide: () => undefined }, quiet);
}

/** Lists pods both ways: by the harness's own client, and by kubectl. */
async function listPods(access: Access): Promise<void> {
  await access.api.core.listNamespacedPod({ namespace: access.namespace });
  await access.kubectl(['get', '--raw', `/api/v1/namespaces/${access.namespace}/pods`]);
}

async function program(folder: string, name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return `./${name}`;
}

const TOKEN = { token: 'some' };
const exec = (command: string, more: object = {}): object => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'IfAvailable', ...more },
});

test('a token in a file beside the kubeconfig, from another folder, by a copy that nobody else can read', async (context) => {
  const there = await stage(context, ({ headers }) => headers.authorization === 'Bearer s3cret');
  await writeFile(join(there.folder, 'token'), 's3cret');
  const access = await open({ kubeconfig: await kubeconfig(there, { tokenFile: 'token' }), context: 'there' }, context);
  await listPods(access);
  const { place } = access;
  expect([(await stat(place.kubeconfig)).mode & 0o777, (await stat(dirname(place.kubeconfig))).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(place.namespace).toBe('team');
  leave();
  await expect(stat(dirname(place.kubeconfig))).rejects.toThrow('ENOENT');
});

test('a login program beside the kubeconfig that wants to know the cluster', async (context) => {
  const there = await stage(context, ({ headers }) => headers.authorization === 'Bearer of-the-cluster');
  const plugin = await program(
    there.folder,
    'login',
    `case "$KUBERNETES_EXEC_INFO" in *'"server":"${there.api.server}"'*) token=of-the-cluster;; esac
    echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$token'"}}'`,
  );
  const user = exec(plugin, { provideClusterInfo: true });
  await listPods(await open({ kubeconfig: await kubeconfig(there, user), context: 'there' }, context));
});

test('impersonation of a user with groups', async (context) => {
  const there = await stage(context);
  await listPods(
    await open({ kubeconfig: await kubeconfig(there, { ...TOKEN, as: 'bob', 'as-groups': ['a', 'b'] }), context: 'there' }, context),
  );
  const asked = there.api.requests.filter(({ path }) => path.endsWith('/pods'));
  expect(asked).toHaveLength(2);
  for (const { headers } of asked) {
    expect(headers['impersonate-user']).toBe('bob');
    expect(headers['impersonate-group']).toBe('a, b');
  }
});

test('what a namespace tells comes through as it happens', async (context) => {
  const pod = (name: string): object => ({ metadata: { name, namespace: 'team', resourceVersion: '2' } });
  const there = await stage(context, () => true, { type: 'ADDED', object: pod('later') });
  const { api, namespace } = await open({ kubeconfig: await kubeconfig(there, TOKEN), context: 'there' }, context);
  const watch = await NamespaceWatch.start(api, namespace, quiet);
  onTestFinished(() => watch.stop());
  const later = (): object | undefined => watch.pods().find(({ metadata }) => metadata?.name === 'later');
  expect(await watch.until('the pod', later, AbortSignal.timeout(20_000))).toBeDefined();
});

test('a list of files in KUBECONFIG, with odd entries beside the chosen one, whose name is as EKS has it', async (context) => {
  const there = await stage(context);
  const good = await kubeconfig(there, TOKEN);
  const name = 'arn:aws:eks:eu-west-1:1:cluster/x';
  const odd = join(there.folder, 'odd');
  const contexts = [{ name: 'broken' }, { name, context: { cluster: 'there', user: 'me' } }];
  await writeFile(odd, JSON.stringify({ clusters: [{ name: 'old', cluster: {} }], contexts, users: [{ name: 'nobody' }] }));
  vi.stubEnv('KUBECONFIG', [join(there.folder, 'not-there'), odd, good].join(delimiter));
  const access = await open({ context: name }, context);
  await listPods(access);
  expect(access.place).toMatchObject({ context: name, namespace: 'touchstone', said: [odd, good].join(delimiter) });
});

test.for([['the kubeconfig’s proxy-url'], ['HTTPS_PROXY']])('a proxy: %s', async ([how], context) => {
  const there = await stage(context);
  const passed: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }: IncomingMessage, client: Socket) => {
    passed.push(url);
    const [, port] = url.split(':');
    const upstream = connect(Number(port), '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    upstream.pipe(client).pipe(upstream);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void proxy.close());
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  if (how === 'HTTPS_PROXY') {
    // Addresses of this host are never asked for by a proxy of the environment: the server gets a name that only the proxy knows.
    vi.stubEnv('HTTPS_PROXY', address);
    const server = there.api.server.replace('127.0.0.1', 'inside.example');
    await listPods(
      await open({ kubeconfig: await kubeconfig(there, TOKEN, { server, 'tls-server-name': '127.0.0.1' }), context: 'there' }, context),
    );
  } else await listPods(await open({ kubeconfig: await kubeconfig(there, TOKEN, { 'proxy-url': address }), context: 'there' }, context));
  expect(passed.length).toBeGreaterThanOrEqual(3);
});

test('a login that waits for a person is shown, and not waited for', async (context) => {
  const there = await stage(context);
  const plugin = await program(there.folder, 'login', 'echo "To sign in, open https://login.example and enter the code ABC" >&2; sleep 60');
  const heard: string[] = [];
  await expect(open({ kubeconfig: await kubeconfig(there, exec(plugin)), context: 'there' }, context, heard)).rejects.toMatchObject({
    message: 'context there wants a person to log in',
    mend: expect.stringContaining(`KUBECONFIG=${there.folder}/config kubectl --context there --namespace team version`) as string,
    evidence: ['To sign in, open https://login.example and enter the code ABC'],
  });
  expect(heard).toHaveLength(1);
});

test('a user without a login, for whom kubectl would ask for a name and a password', async (context) => {
  const there = await stage(context);
  await expect(open({ kubeconfig: await kubeconfig(there, {}), context: 'there' }, context)).rejects.toThrow('wants a person to log in');
});

test.for([
  ['a program that is not there', 'touchstone-no-such-login', 'context there logs in by a program that this host lacks'],
  ['a program that fails', './login', 'context there logs in by a program that fails'],
] as const)('a login by %s is named', async ([, command, words], context) => {
  const there = await stage(context);
  await program(there.folder, 'login', 'echo "the moon is full" >&2; exit 1');
  await expect(open({ kubeconfig: await kubeconfig(there, exec(command)), context: 'there' }, context)).rejects.toThrow(words);
});

test('a login that the cluster does not take, and a certificate that is another’s, are told apart', async (context) => {
  const there = await stage(context, () => false);
  await expect(open({ kubeconfig: await kubeconfig(there, TOKEN), context: 'there' }, context)).rejects.toThrow(
    'has a login that the cluster does not take',
  );
  const other = await selfSigned();
  const authority = { 'certificate-authority-data': Buffer.from(other?.cert ?? '').toString('base64') };
  await expect(open({ kubeconfig: await kubeconfig(there, TOKEN, authority), context: 'there' }, context)).rejects.toThrow(
    'leads to a server whose certificate is not the one expected',
  );
});
