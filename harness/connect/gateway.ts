import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GroundFailure } from '../base/failure.ts';
import type { Tools } from '../host/tools.ts';
import { docker } from '../engine/docker.ts';
import { kubectlAccess } from '../cluster/access.ts';
import { ROOT } from '../base/paths.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { nodeContainers } from '../targets/kind/kind.ts';

/** How long a port-forward has to listen, in milliseconds. */
const FORWARD_PATIENCE = 15_000;

/** The way into the run's namespace: an HTTP proxy whose CONNECT reaches every service there by its name. */
export interface Gateway {
  readonly url: string;
  readonly close: () => void;
}

/** Opens the gateway: the port that kind publishes, or a port-forward on a cluster of the user's own. */
export async function openGateway(cluster: Cluster, tools: Tools, signal: AbortSignal): Promise<Gateway> {
  return cluster.origin === 'kind' ? { url: await publishedAddress(signal), close: () => undefined } : forward(cluster, tools, signal);
}

async function publishedAddress(signal: AbortSignal): Promise<string> {
  const values = parse(readFileSync(join(ROOT, 'charts', 'gateway', 'values.yaml'), 'utf8')) as { nodePort: number };
  const published = await Promise.all(
    (await nodeContainers(signal)).map((name) => docker(['port', name, `${values.nodePort}/tcp`], { signal }).catch(() => '')),
  );
  const address = published
    .join('\n')
    .split('\n')
    .find((line) => line !== '');
  if (address === undefined)
    throw new GroundFailure(
      `the cluster publishes no port ${values.nodePort}`,
      'kind-config.yaml and charts/gateway/values.yaml must name the same port; make a new cluster with --fresh.',
    );
  return `http://${address}`;
}

/** Keeps a port-forward to the gateway on one local port, started anew whenever it breaks after it had come up. */
async function forward(cluster: Cluster, tools: Tools, signal: AbortSignal): Promise<Gateway> {
  const port = await freePort();
  const args = [...kubectlAccess(cluster), 'port-forward', 'service/gateway', `${port}:8080`];
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
