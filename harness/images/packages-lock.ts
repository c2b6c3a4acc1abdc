import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docker } from '../engine/docker.ts';
import type { Image } from './catalogue.ts';
import type { Provider } from './provider.ts';

/** The file of an image's folder that says what its build may fetch, as sha256sum does. An empty one is a lock to be written. */
const LOCK = 'fetched.sha256';

/** The stage of a Dockerfile that fetches into the folder /fetched. What stands on it holds that against the lock first (images/build-base/check-fetched). */
const STAGE = 'fetched';

/** What was found of an image's lock. */
export interface LockedPackages {
  readonly name: string;
  readonly files: number;
  readonly changed: boolean;
}

/** Whether the image's build fetches what it has a lock for. */
export function hasLock(image: Image): boolean {
  return existsSync(join(image.folder, LOCK));
}

/** Fetches what an image's build fetches, and writes its lock anew. @throws GroundFailure when it cannot be fetched */
export async function lockPackagesOf(image: Image, provider: Provider, signal: AbortSignal): Promise<LockedPackages> {
  const file = join(image.folder, LOCK);
  const before = await readFile(file, 'utf8');
  const reference = await provider.buildStage(image, STAGE, signal);
  const after = await docker(['run', '--rm', '--network=none', reference, 'sums-of', '/fetched'], { signal });
  await docker(['image', 'rm', '--no-prune', reference]); // its layers stay, for the build that follows
  if (`${after}\n` !== before) await writeFile(file, `${after}\n`);
  return { name: image.name, files: after.split('\n').length, changed: `${after}\n` !== before };
}
