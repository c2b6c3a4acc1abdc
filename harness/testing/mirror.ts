import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A mirror on this host, and what it has: a test that changes the one changes what the other gives. */
export interface Mirror {
  /** Without a slash at its end. */
  readonly url: string;
  /** By path, as "/lib/1/lib-1.jar". */
  readonly files: Map<string, Buffer>;
}

/** A site that package clients fetch from, until the test is over. */
export async function startMirror(files: Readonly<Record<string, string | Buffer>>): Promise<Mirror> {
  const has = new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
  const server = createServer(({ url = '' }, response) => {
    const file = has.get(decodeURI(url));
    response.writeHead(file ? 200 : 404, url.endsWith('/') ? { 'content-type': 'text/html' } : {}).end(file);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files: has };
}

/** Has a mirror serve a file with one byte changed, its last or the one at an index. */
export function changeOneByte({ files }: Mirror, path: string, index?: number): void {
  const content = files.get(path);
  if (!content) throw new Error(`the mirror has no ${path}`);
  files.set(path, withOneByteChanged(content, index ?? content.length - 1));
}

/** A copy in which the byte at an index is another. */
export function withOneByteChanged(content: Buffer, index: number): Buffer {
  const changed = Buffer.from(content);
  changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
  return changed;
}
