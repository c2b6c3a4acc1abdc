import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../base/paths.ts';

/** Runs the gateway's program until the test is over, and gives its port. */
async function startGateway(): Promise<number> {
  const program = spawn(process.execPath, [join(ROOT, 'charts', 'gateway', 'files', 'gateway.mjs'), '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  return Number(/^listening on (\d+)$/.exec(line)?.[1]);
}

/** Asks for a tunnel to an address, and gives the answer's status and reason. */
async function connectTo(address: string, port: number): Promise<string> {
  const asking = request({ port, method: 'CONNECT', path: address });
  asking.end();
  const [answer] = (await once(asking, 'connect')) as [{ statusCode: number; statusMessage: string }];
  asking.destroy();
  return `${answer.statusCode} ${answer.statusMessage}`;
}

test('what is no address is answered, and so is whoever asks after it', async () => {
  const port = await startGateway();
  for (const malformed of ['x:99999', 'x', ':1', 'x:', '[::1]', 'x:-1', 'x:0', '[x]:1'])
    expect(await connectTo(malformed, port)).toBe(`400 ${malformed} is no host:port`);
  expect(await connectTo('127.0.0.1:1', port)).toBe('502 connect ECONNREFUSED 127.0.0.1:1');
  expect(await connectTo('[::1]:1', port)).toMatch(/^502 connect E\w+ ::1:1/);
});

test('a tunnel carries bytes both ways, from the first on', async () => {
  const service = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  onTestFinished(() => void service.close());
  await once(service, 'listening');
  const address = `127.0.0.1:${(service.address() as AddressInfo).port}`;
  const asking = request({ port: await startGateway(), method: 'CONNECT', path: address });
  asking.end();
  const [, tunnel] = (await once(asking, 'connect')) as [unknown, NodeJS.ReadWriteStream];
  tunnel.write('there and back');
  const [echo] = (await once(tunnel, 'data')) as [Buffer];
  expect(echo.toString()).toBe('there and back');
  tunnel.end();
});
