import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run } from '../../harness/index.ts';
import { localImage } from '../own-cluster/images.ts';

/** The engine of some release of Debian, in a container of this host's engine, with this repository and Node.js beside it. */
export interface Engine {
  /** Runs a program there, in the repository. @returns its standard output @throws CommandError where it fails */
  readonly inIt: (...command: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<unknown>;
}

/** Starts the engine of a release, with containerd's image store and nothing in it. The image of the gateway is the smallest Debian. */
export async function startEngine(release: string): Promise<Engine> {
  const volumes = [
    '/var/lib/docker', // on a file system that overlays can be made on
    join(ROOT, '.cache'), // what this host keeps is of its own engine
    `${ROOT}:${ROOT}:ro`,
    `${await realpath(join(ROOT, 'node_modules'))}:${join(ROOT, 'node_modules')}:ro`,
  ].flatMap((volume) => ['--volume', volume]);
  const flags = ['--detach', '--privileged', '--user', '0', '--workdir', ROOT, '--entrypoint', 'sleep'];
  const container = await run('docker', ['run', ...flags, ...volumes, await localImage('gateway'), 'infinity']);
  const inIt = (...command: readonly string[]): Promise<string> => run('docker', ['exec', container, ...command]);
  const remove = (): Promise<string> => run('docker', ['rm', '--force', '--volumes', container]);
  try {
    const at = (...path: readonly string[]): string => join(ROOT, ...path);
    await inIt('sh', at('proofs', 'engines', 'install.sh'), release, at('harness', 'host', 'oci-runtime.mjs'));
    await listening(container);
    return { inIt, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Starts the daemon, which ends with its container. @throws CommandError when it ends before it listens */
function listening(container: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onLine = (line: string): void => {
      if (line.includes('API listen on')) resolve();
    };
    run('docker', ['exec', container, 'dockerd'], { onLine }).catch(reject);
  });
}
