import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Certificate } from './certificate.ts';
import { isInRights } from './fake-rbac.ts';

/** A request that an API server gets. */
export interface FakeRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers: JSON, or a watch that tells these events and then stays open. */
export type FakeAnswer =
  { readonly status?: number; readonly json: unknown } | { readonly watch: readonly { readonly type: string; readonly object: unknown }[] };

/** An API server for one test, reached like any other by a kubeconfig. */
export interface FakeApi {
  readonly kubeconfig: string;
  readonly context: 'fake';
  readonly server: string;
  /** All requests so far. */
  readonly requests: readonly FakeRequest[];
}

/**
 * Starts an API server that answers as the test says, until the test is over. Fails the test that asks it for what a run has no right to.
 * @param certificate what it proves itself by, where it is to be reached by HTTPS
 */
export async function fakeApi(answer: (request: FakeRequest) => FakeAnswer, certificate?: Certificate): Promise<FakeApi> {
  const requests: FakeRequest[] = [];
  const beyond: string[] = [];
  const listener: RequestListener = (message, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(message.url ?? '/', 'http://fake');
      const body = Buffer.concat((await message.toArray()) as Buffer[]).toString();
      const request = { method: message.method ?? '', path: pathname, query: searchParams, headers: message.headers, body };
      requests.push(request);
      if (!isInRights(request)) beyond.push(`${request.method} ${request.path}`);
      const given = answer(request);
      response.writeHead('watch' in given ? 200 : (given.status ?? 200), { 'content-type': 'application/json' });
      if ('watch' in given) given.watch.forEach((event) => response.write(`${JSON.stringify(event)}\n`));
      else response.end(JSON.stringify(given.json));
    })();
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-fake-api-'));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
    expect(beyond, 'what was asked that harness/rights/rights.yaml does not have').toEqual([]);
  });
  const kubeconfig = join(folder, 'kubeconfig');
  const address = `http${certificate ? 's' : ''}://127.0.0.1:${port}`;
  await writeFile(kubeconfig, JSON.stringify(kubeconfigOf(address)));
  return { kubeconfig, context: 'fake', server: address, requests };
}

/** What the API server says when it refuses. */
export function refusal(code: number, message: string): FakeAnswer {
  return { status: code, json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code, message } };
}

function kubeconfigOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'fake', user: {} }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'fake' } }],
    'current-context': 'fake',
  };
}
