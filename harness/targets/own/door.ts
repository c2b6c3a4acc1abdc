import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { GroundFailure } from '../../base/failure.ts';
import { tracedWait } from '../../base/trace.ts';
import { kubectlFlags, type Access } from '../../cluster/access.ts';
import { byHand } from '../../cluster/place.ts';
import type { Door } from '../target.ts';
import { speaks } from './speaks.ts';

/** How long a port-forward has to listen, in milliseconds. */
const FORWARD_PATIENCE = 15_000;

/** Pauses before one that broke is started again, in milliseconds, the last from then on: an API server ends those that are idle, a new pod takes a while. */
const PAUSES = [0, 500, 2_000, 5_000] as const;

/** Keeps a port-forward to the gateway on one local port, started anew however often it breaks after it had come up. */
export async function forwardedDoor({ place, tools }: Access, signal: AbortSignal): Promise<Door> {
  const port = await freePort();
  const forward = ['port-forward', 'service/gateway', `${port}:8080`];
  let closed = false;
  let broken = 0;
  let child: ChildProcess | undefined;
  let next: NodeJS.Timeout | undefined;
  const start = async (): Promise<void> => {
    child = spawn(tools.kubectl, [...kubectlFlags(place), ...forward], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.once('close', startAgain);
    await tracedWait('the port-forward to the gateway', listening(child, byHand(place, ...forward), signal));
    broken = 0;
  };
  const startAgain = (): void => {
    if (closed) return;
    next = setTimeout(() => void start().catch(() => undefined), PAUSES[Math.min(broken, PAUSES.length - 1)]);
    broken += 1;
  };
  const close = (): void => {
    closed = true;
    clearTimeout(next);
    child?.kill();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    await start();
  } catch (error) {
    close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

/** Returns when a port-forward says that it listens. @param hand how a person starts it @throws GroundFailure with its words when it ends before, or says nothing for too long */
async function listening(child: ChildProcess, hand: string, signal: AbortSignal): Promise<void> {
  const words: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString().trim()));
  child.once('error', (error) => words.push(error.message));
  if (await speaks(child, FORWARD_PATIENCE, signal)) return;
  throw new GroundFailure('the port-forward to the gateway does not come up', `Try it by hand: ${hand}`, words.slice(-3));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
