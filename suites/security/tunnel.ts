import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Attempt } from './tried-door.ts';

/** How the gateway refuses (charts/gateway/files): one that had tried to connect, and could not, has not. */
const NO = /^(407|403) |^502 .* is neither a Service nor a pod in /;

/** Asks the gateway for a tunnel. @param token as it would be guessed; without, that of the run @throws Error where it neither leads there nor refuses to */
export async function askFor(address: string, gateway: string, token?: string): Promise<Attempt> {
  const { hostname, port, password } = new URL(gateway);
  const login = Buffer.from(`touchstone:${token ?? password}`).toString('base64');
  const headers = token === '' ? {} : { 'Proxy-Authorization': `Basic ${login}` };
  const asking = request({ hostname, port, method: 'CONNECT', path: address, headers });
  asking.end();
  const [{ statusCode, statusMessage }, tunnel] = (await once(asking, 'connect')) as [IncomingMessage, { destroy(): void }];
  tunnel.destroy();
  const words = `${statusCode ?? ''} ${statusMessage ?? ''}`;
  if (statusCode !== 200 && !NO.test(words)) throw new Error(`this is no refusal: ${words}`);
  return { isOpen: statusCode === 200, words };
}
