import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messageOf } from '../base/failure.ts';
import { connectTo } from './api.ts';

test('a request whose connection broke is sent again, and a failure says its cause when none holds', async ({ onTestFinished }) => {
  let connections = 0;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ metadata: { name: 'there' } }));
  });
  server.on('connection', (socket) => {
    connections += 1;
    if (connections <= 2) socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-api-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubeconfigOf((server.address() as AddressInfo).port));

  const { core } = connectTo({ kubeconfig, context: 'c' });
  await expect(core.readNamespace({ name: 'there' })).resolves.toMatchObject({ metadata: { name: 'there' } });
  expect(connections).toBe(3);

  server.closeAllConnections();
  await once(server.close(), 'close');
  const refused = await core.readNamespace({ name: 'there' }).catch(messageOf);
  expect(refused).toMatch(/fetch failed: .*ECONNREFUSED/);
});

function kubeconfigOf(port: number): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  });
}
