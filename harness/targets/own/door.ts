import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { GroundFailure } from '../../base/failure.ts';
import { kubectlFlags, type Access } from '../../cluster/access.ts';
import type { Door } from '../target.ts';

/** How long a port-forward has to listen, in milliseconds. */
const FORWARD_PATIENCE = 15_000;

/** Keeps a port-forward to the gateway on one local port, started anew whenever it breaks after it had come up. */
export async function forwardedDoor({ place, tools }: Access, signal: AbortSignal): Promise<Door> {
  const port = await freePort();
  const args = [...kubectlFlags(place), 'port-forward', 'service/gateway', `${port}:8080`];
  let closed = false;
  let child: ChildProcess;
  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const words: string[] = [];
      let listening = false;
      child = spawn(tools.kubectl, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      const slow = setTimeout(() => child.kill(), FORWARD_PATIENCE);
      child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString().trim()));
      child.stdout?.once('data', () => {
        listening = true;
        clearTimeout(slow);
        resolve();
      });
      child.on('close', () => {
        clearTimeout(slow);
        if (listening && !closed) void start().catch(() => undefined);
        reject(
          new GroundFailure(
            'the port-forward to the gateway does not come up',
            `Try it by hand: kubectl ${args.join(' ')}`,
            words.slice(-3),
          ),
        );
      });
    });
  const close = (): void => {
    closed = true;
    child.kill();
  };
  signal.addEventListener('abort', close, { once: true });
  await start();
  return { url: `http://127.0.0.1:${port}`, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
