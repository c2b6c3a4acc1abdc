import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Attempt } from './tried-door.ts';

/** Asks the gateway for a tunnel. @param token as it would be guessed; without, that of the run */
export async function askFor(address: string, gateway: string, token?: string): Promise<Attempt> {
  const { hostname, port, password } = new URL(gateway);
  const login = Buffer.from(`touchstone:${token ?? password}`).toString('base64');
  const headers = token === '' ? {} : { 'Proxy-Authorization': `Basic ${login}` };
  const asking = request({ hostname, port, method: 'CONNECT', path: address, headers });
  asking.end();
  const [{ statusCode, statusMessage }, tunnel] = (await once(asking, 'connect')) as [IncomingMessage, { destroy(): void }];
  tunnel.destroy();
  return { isOpen: statusCode === 200, words: `${statusCode ?? ''} ${statusMessage ?? ''}` };
}
