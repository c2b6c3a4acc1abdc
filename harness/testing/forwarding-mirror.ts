import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { withOneByteChanged } from './mirror.ts';

/** Which byte of a file to change, by its path or URL; undefined where it is to be passed on as it is. */
type Tampering = (asked: string, content: Buffer) => number | undefined;

/**
 * A mirror on this host that gives what a real package site has, one byte of it changed where it is told to, until the test is over.
 * @param site without a slash at its end; empty for a proxy, which is asked for whole URLs
 * @returns its URL
 */
export async function forwardTo(site: string, tampering: Tampering): Promise<string> {
  const dispatcher = new EnvHttpProxyAgent();
  const server = createServer(({ url = '' }, response) => {
    const pass = async (): Promise<void> => {
      const answer = await fetch(`${site}${url}`, { dispatcher });
      const content = Buffer.from(await answer.arrayBuffer());
      const index = tampering(url, content);
      response.writeHead(answer.status).end(index === undefined ? content : withOneByteChanged(content, index));
    };
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)));
  }).listen(0, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await dispatcher.destroy();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Whether this host reaches a site. */
export async function reaches(url: string): Promise<boolean> {
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: 4_000 }, headersTimeout: 4_000 });
  return fetch(url, { dispatcher })
    .then(
      ({ ok }) => ok,
      () => false,
    )
    .finally(() => dispatcher.destroy());
}
