import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '../failure.ts';
import { connectTo } from './api.ts';

describe('connectTo', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'touchstone-api-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('sends a request again when its connection broke, and says the cause when none holds', async () => {
    let connections = 0;
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ metadata: { name: 'there' } }));
    });
    server.on('connection', (socket) => {
      connections += 1;
      if (connections <= 2) socket.destroy();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { core } = connectTo({ kubeconfig: await kubeconfig((server.address() as AddressInfo).port), context: 'c' });
    await expect(core.readNamespace({ name: 'there' })).resolves.toMatchObject({ metadata: { name: 'there' } });
    expect(connections).toBe(3);

    server.closeAllConnections();
    await once(server.close(), 'close');
    const refused = await core.readNamespace({ name: 'there' }).catch(messageOf);
    expect(refused).toMatch(/fetch failed: .*ECONNREFUSED/);
  });

  async function kubeconfig(port: number): Promise<string> {
    const path = join(folder, 'kubeconfig');
    await writeFile(
      path,
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
        users: [{ name: 'u', user: {} }],
        contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      }),
    );
    return path;
  }
});
