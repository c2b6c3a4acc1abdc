import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, run } from '../../harness/index.ts';
import { localImage } from '../own-cluster/images.ts';

/** The engine of some release of Debian, in a container of this host's engine, with this repository and Node.js beside it. */
export interface Engine {
  /** Runs a program there, in the repository. @returns its standard output @throws CommandError where it fails */
  readonly inIt: (...command: readonly string[]) => Promise<string>;
  /** Gives it images of this host's engine. */
  readonly take: (references: readonly string[]) => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
}

/** What a run writes below the repository. What this host keeps there is of its own engine, but for programs. */
const WRITTEN = [['.cache'], ['node_modules', '.vite'], ['node_modules', '.vite-temp']];
const PROGRAMS = join(ROOT, '.cache', 'tools');

/** Starts the engine of a release, with containerd's image store and nothing in it. The image of the gateway is the smallest Debian. */
export async function startEngine(release: string): Promise<Engine> {
  const volumes = ['/var/lib/docker', ...(await repository())].flatMap((volume) => ['--volume', volume]); // overlays want a plain file system
  const flags = ['--detach', '--privileged', '--user', '0', '--workdir', ROOT, '--entrypoint', 'sleep'];
  const container = await run('docker', ['run', ...flags, ...volumes, await localImage('gateway'), 'infinity']);
  const inIt = (...command: readonly string[]): Promise<string> => run('docker', ['exec', container, ...command]);
  const remove = (): Promise<string> => run('docker', ['rm', '--force', '--volumes', container]);
  try {
    const at = (...path: readonly string[]): string => join(ROOT, ...path);
    await inIt('sh', at('proofs', 'engines', 'install.sh'), release, at('harness', 'host', 'oci-runtime.mjs'));
    await listening(container);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    inIt,
    take: (references) => run('sh', ['-c', 'docker save "$@" | docker exec --interactive "$0" docker load', container, ...references]),
    remove,
  };
}

/** The repository as it is here, to be read, and what is written there as it is nowhere else. */
async function repository(): Promise<string[]> {
  const modules = join(ROOT, 'node_modules');
  const written = WRITTEN.map((path) => join(ROOT, ...path));
  for (const folder of [...written, PROGRAMS]) await mkdir(folder, { recursive: true }); // in what can't be written to there
  return [`${ROOT}:${ROOT}:ro`, `${await realpath(modules)}:${modules}:ro`, ...written, `${PROGRAMS}:${PROGRAMS}`];
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
