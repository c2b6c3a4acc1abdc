import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../base/command.ts';
import { filesBelow } from '../../base/files.ts';
import { orGround } from '../../base/or-ground.ts';
import { ROOT } from '../../base/paths.ts';
import type { Stream } from '../../stream/stream.ts';
import { FOLDER, machines } from './machine.ts';

/** The private key that opens every machine. */
export const KEY = join(FOLDER, 'key');
const INSTALL = join(ROOT, 'install');

/** What machines of this host start from; what they write goes elsewhere. */
export interface Disks {
  /** The program that is their kernel. */
  readonly kernel: string;
  readonly debian: string;
  /** What they install from. */
  readonly stick: string;
}

/**
 * Gives the disks, written once for each recipe.
 * @param nodeImage a built kind-node image, whose programs and images the stick has
 */
export async function disks(nodeImage: string, stream: Stream, signal: AbortSignal): Promise<Disks> {
  await mkdir(FOLDER, { recursive: true });
  if (!existsSync(KEY)) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'touchstone', '-f', KEY], { signal });
  const [controlPlane] = machines(1);
  const address = controlPlane?.address ?? '';
  const kernel = await written('kernel', [readRecipe('make-kernel.sh'), readRecipe('kernel.config')], async (folder) => {
    await stream.step('target/disk', 'build the kernel of machines', (progress) => make('make-kernel.sh', [folder], progress, signal));
  });
  const debian = await written('debian.ext4', [keyOf(import.meta.dirname), readFileSync(`${KEY}.pub`, 'utf8')], async (file) => {
    await stream.step('target/disk', 'make the disk of a minimal Debian', (progress) =>
      make('make-disk.sh', [file, `${KEY}.pub`, join(kernel, 'modules')], progress, signal),
    );
  });
  const stick = await written('stick.ext4', [keyOf(import.meta.dirname), keyOf(INSTALL), nodeImage], async (file) => {
    await stream.step('target/disk', 'write what machines install from', (progress) =>
      make('make-stick.sh', [file, nodeImage, INSTALL, address], progress, signal),
    );
  });
  return { kernel: join(kernel, 'linux'), debian, stick };
}

function readRecipe(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8');
}

/** What is in a folder, in a few letters. */
function keyOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder).filter((name) => !name.endsWith('.ts'))) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

/** A file or folder of the cache that is made where it is not there yet. */
async function written(name: string, recipe: readonly string[], make: (file: string) => Promise<void>): Promise<string> {
  const file = join(FOLDER, `${createHash('sha256').update(recipe.join('\n')).digest('hex').slice(0, 12)}-${name}`);
  if (!existsSync(file)) await make(file);
  return file;
}

async function make(script: string, args: readonly string[], progress: (detail: string) => void, signal: AbortSignal): Promise<void> {
  const [file = ''] = args;
  const onLine = (line: string): void => progress(line.slice(0, 60));
  try {
    await orGround(run('sh', [join(import.meta.dirname, script), ...args], { signal, onLine }), (error) => ({
      what: `${script} could not make a disk for machines: ${error.ending}`,
      mend: 'See its last lines below; it wants Debian’s packages within reach, and root.',
      evidence: error.output.slice(-8),
    }));
  } finally {
    await rm(`${file}.part`, { recursive: true, force: true });
  }
}
