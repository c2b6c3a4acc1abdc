import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { messageOf } from '../base/failure.ts';
import { connectTo } from './api.ts';
import type { Way } from './config.ts';

/** A way to an API server of this host. */
async function wayTo(server: Server): Promise<Way> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-api-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf((server.address() as AddressInfo).port));
  return { kubeconfig, context: 'c' };
}

test('a request that a server takes and never answers fails in time, and is not sent again', async () => {
  let requests = 0;
  const server = createServer(() => (requests += 1));
  onTestFinished(() => server.closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { core } = connectTo(await wayTo(server), 300);
  const said = await core.readNamespace({ name: 'there' }).catch((error: unknown) => (error as Error).message);
  expect(said).toMatch(/^the API server at 127\.0\.0\.1:\d+ does not answer: no end within 0\.3 s$/);
  expect(requests).toBe(1);
});

test('a request whose connection broke is sent again, and a failure says its cause when none holds', async () => {
  let connections = 0;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ metadata: { name: 'there' } }));
  });
  server.on('connection', (socket) => {
    connections += 1;
    if (connections <= 2) socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { core } = connectTo(await wayTo(server));
  await expect(core.readNamespace({ name: 'there' })).resolves.toMatchObject({ metadata: { name: 'there' } });
  expect(connections).toBe(3);

  server.closeAllConnections();
  await once(server.close(), 'close');
  const refused = await core.readNamespace({ name: 'there' }).catch(messageOf);
  expect(refused).toMatch(/fetch failed: .*ECONNREFUSED/);
});

test('many requests at once are answered without a warning in the terminal', async () => {
  const warnings: Error[] = [];
  const heard = (warning: Error): void => void warnings.push(warning);
  process.on('warning', heard);
  onTestFinished(() => void process.off('warning', heard));
  const REQUESTS = 30;
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response.setHeader('content-type', 'application/json'));
    if (waiting.length === REQUESTS) for (const each of waiting) each.end(JSON.stringify({ metadata: { name: 'there' } }));
  });
  onTestFinished(() => server.closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { core } = connectTo(await wayTo(server));
  await Promise.all(Array.from({ length: REQUESTS }, () => core.readNamespace({ name: 'there' })));
  expect(warnings.map(({ message }) => message)).toEqual([]);
});

function kubeconfigOf(port: number): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  });
}
