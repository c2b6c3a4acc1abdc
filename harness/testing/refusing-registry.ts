import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A registry that answers everything with one refusal, until the test is over; gives its address. */
export async function refusingRegistry(status: number, code: string, message: string): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/v2/' ? 200 : status, { 'content-type': 'application/json' });
    response.end(request.url === '/v2/' ? '{}' : JSON.stringify({ errors: [{ code, message }] }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
