import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { docker, hasImage } from '../engine/docker.ts';
import { REGISTRY_IMAGE, imageNamed, readCatalogue } from '../images/catalogue.ts';
import { builtReference } from '../images/key.ts';
import { pulledReference } from '../images/pull.ts';

/** The image of a registry that this host's engine has; undefined where it has none, or does not answer. */
export async function registryImage(): Promise<string | undefined> {
  const catalogue = readCatalogue(REPOSITORY);
  const image = imageNamed(catalogue, REGISTRY_IMAGE);
  for (const reference of [builtReference(catalogue, image), pulledReference(image)]) if (await hasImage(reference)) return reference;
  return undefined;
}

/**
 * Runs an empty registry of images on this host, and gives its address as references have it.
 * @param settings variables of its environment: each overrules a line of its configuration
 * @param later is told how it ends
 */
export async function startRegistry(
  image: string,
  settings: Readonly<Record<string, string>>,
  later: (end: () => Promise<void>) => void,
): Promise<string> {
  const variables = Object.entries({ ...settings, REGISTRY_LOG_LEVEL: 'info' }).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const container = (await docker(['run', '--detach', '--publish', '127.0.0.1::5000', ...variables, image])).trim();
  later(() => docker(['rm', '--force', '--volumes', container]).then(() => undefined));
  await listening(container);
  return (await docker(['port', container, '5000/tcp'])).split('\n')[0]?.trim() ?? '';
}

/** Returns when the registry says that it listens. @throws Error with its words when it ends before */
async function listening(container: string): Promise<void> {
  const logs = spawn('docker', ['logs', '--follow', container], { stdio: ['ignore', 'pipe', 'pipe'] });
  const words: string[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      for (const output of [logs.stdout, logs.stderr])
        createInterface(output).on('line', (line) => {
          words.push(line);
          if (line.includes('listening on')) resolve();
        });
      logs.once('close', () => reject(new Error(words.join('\n'))));
    });
  } finally {
    logs.kill();
  }
}

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
