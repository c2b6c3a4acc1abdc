import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { REPOSITORY } from '../base/project.ts';
import { docker, hasImage } from '../engine/docker.ts';
import { REGISTRY_IMAGE, imageNamed, readCatalogue } from '../images/catalogue.ts';
import { builtReferences } from '../images/on-public.ts';
import { pulledReference } from '../images/pull.ts';

/** The image of a registry that this host's engine has; undefined where it has none, or does not answer. */
export async function registryImage(): Promise<string | undefined> {
  const catalogue = readCatalogue(REPOSITORY);
  const image = imageNamed(catalogue, REGISTRY_IMAGE);
  for (const reference of [...builtReferences(catalogue, image), pulledReference(image)]) if (await hasImage(reference)) return reference;
  return undefined;
}

/** A registry of images that runs on this host. */
export interface Registry {
  /** As references have it: 127.0.0.1:PORT. */
  readonly address: string;
  /** Its container, which listens on port 5000 of every network that it is in. */
  readonly container: string;
}

/**
 * Runs an empty registry of images on this host.
 * @param settings variables of its environment: each overrules a line of its configuration
 * @param later is told how it ends
 */
export async function startRegistry(
  image: string,
  settings: Readonly<Record<string, string>>,
  later: (end: () => Promise<void>) => void,
): Promise<Registry> {
  const variables = Object.entries({ ...settings, REGISTRY_LOG_LEVEL: 'info' }).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const container = (await docker(['run', '--detach', '--publish', '127.0.0.1::5000', ...variables, image])).trim();
  later(() => docker(['rm', '--force', '--volumes', container]).then(() => undefined));
  await listening(container);
  return { address: await publishedAddress(container), container };
}

/** Has a registry be reached from another of the engine's networks, too: the engine publishes it anew, under another port. @returns it as it is then */
export async function joinNetwork({ container }: Registry, network: string): Promise<Registry> {
  await docker(['network', 'connect', network, container]);
  return { address: await publishedAddress(container), container };
}

async function publishedAddress(container: string): Promise<string> {
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
