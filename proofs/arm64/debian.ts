import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { builtReference, ensureDebootstrap, imageNamed, run, tryRun, type Catalogue } from '../../harness/index.ts';
import { tell } from '../tell.ts';

/** An import would be of the engine's own architecture, and all that is built on it. */
const DOCKERFILE = 'FROM scratch\nADD rootfs.tar /\nCMD ["bash"]\n';

/**
 * Makes the first image of all by its own script, whose debootstrap is the one beside this file, and gives it the name that it has for another
 * architecture, by which the harness finds it. One that is there already is left. @returns whether there was none
 */
export async function makeDebian(catalogue: Catalogue, signal: AbortSignal): Promise<boolean> {
  const image = imageNamed(catalogue, 'debian');
  const reference = builtReference(catalogue, image);
  if ((await tryRun('docker', ['image', 'inspect', reference], { signal })) !== undefined) return false;
  await ensureDebootstrap(image, tell, signal);
  const context = await mkdtemp(join(tmpdir(), 'touchstone-debian-'));
  try {
    const PATH = [import.meta.dirname, process.env.PATH].join(delimiter);
    await run(join(image.folder, image.build.script ?? ''), [join(context, 'rootfs.tar')], { signal, onLine: tell, env: { PATH } });
    await writeFile(join(context, 'Dockerfile'), DOCKERFILE);
    await run('docker', ['build', '--tag', reference, context], { signal, env: { DOCKER_BUILDKIT: '0' } });
    return true;
  } finally {
    await rm(context, { recursive: true });
  }
}
