import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { download } from './download.ts';

const signal = new AbortController().signal;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A site that has one file, and a proxy that says where it was led. */
async function siteBehindProxy() {
  const site = await listening(createServer(({ url }, response) => response.writeHead(url === '/kind' ? 200 : 404).end('the file')));
  const led: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }, client, head) => {
    led.push(url);
    const server = connect(site, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
  });
  vi.stubEnv('http_proxy', `http://127.0.0.1:${await listening(proxy)}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { site, led };
}

test('a file comes through the proxy that the environment names, which alone knows the way', async () => {
  const { led } = await siteBehindProxy();
  vi.stubEnv('no_proxy', '');
  expect((await download('http://release.invalid/kind', signal))?.toString()).toBe('the file');
  expect(led).toEqual(['release.invalid:80']);
});

test('what no_proxy names is reached without', async () => {
  const { site, led } = await siteBehindProxy();
  vi.stubEnv('no_proxy', '127.0.0.1');
  expect((await download(`http://127.0.0.1:${site}/kind`, signal))?.toString()).toBe('the file');
  expect(led).toEqual([]);
});

test('a file that cannot be had is none', async () => {
  const { site } = await siteBehindProxy();
  vi.stubEnv('no_proxy', '127.0.0.1');
  expect(await download(`http://127.0.0.1:${site}/nothing`, signal)).toBeUndefined();
  expect(await download('http://127.0.0.1:1/kind', signal)).toBeUndefined();
});
