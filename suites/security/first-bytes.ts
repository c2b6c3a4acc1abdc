import { once } from 'node:events';
import type { Socket } from 'node:net';

/** What a server sends first; undefined where it ends the connection before. @throws Error when the signal comes first */
export async function firstBytes(socket: Socket, signal: AbortSignal): Promise<Buffer | undefined> {
  const came = once(socket, 'data', { signal });
  const [answer] = (await Promise.race([came, once(socket, 'close').then(() => [])])) as [Buffer?];
  return answer;
}
