import { existsSync } from 'node:fs';
import { copyFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, tryRun } from '../base/command.ts';
import { orGround } from '../base/or-ground.ts';
import { GroundFailure } from '../base/failure.ts';
import { ROOT, asTyped } from '../base/paths.ts';
import { docker } from '../engine/docker.ts';
import { installPackages } from '../host/packages.ts';
import type { Image } from './catalogue.ts';
import { hostArchitecture, hostCaBundle, machineArchitecture } from './key.ts';

/** Variables of the host's environment that say how package registries are reached, handed to builds where a Dockerfile takes them. */
const REGISTRY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/** Where debootstrap looks for the keys that Debian's archive is signed with. */
const DEBIANS_KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What an image is to be called, and the engine's flags that name what it is built on. */
interface Naming {
  readonly reference: string;
  readonly buildArguments: readonly string[];
}

type Tell = (detail: string) => void;

/** Builds an image from its folder. @throws GroundFailure with the last lines of the build */
export async function build(image: Image, naming: Naming, progress: Tell, signal: AbortSignal): Promise<void> {
  await orGround(
    image.build.script === undefined
      ? buildFromDockerfile(image, naming, progress, signal)
      : buildFromScript({ image, script: image.build.script }, naming, progress, signal),
    (error) => ({
      what: `the image ${image.name} could not be built from ${asTyped(image.folder)}: ${error.ending}`,
      mend: `Read the last lines of the build below. What was built so far is kept: the next run resumes there.`,
      evidence: error.output.slice(-15),
    }),
  );
}

async function buildFromDockerfile(
  image: Image,
  { reference, buildArguments }: Naming,
  progress: Tell,
  signal: AbortSignal,
): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), `touchstone-${image.name}-`));
  try {
    if (existsSync(image.folder)) await cp(image.folder, context, { recursive: true, preserveTimestamps: true });
    if (image.twin !== undefined) await writeFile(join(context, 'Dockerfile'), image.twin);
    for (const path of image.build.repository)
      await cp(join(ROOT, path), join(context, 'repository', path), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    const bundle = hostCaBundle();
    if (image.build.trustsHost && bundle) await copyFile(bundle, join(context, 'host-ca.crt'));
    const proxies = REGISTRY_VARIABLES.filter((name) => process.env[name] !== undefined).flatMap((name) => ['--build-arg', name]);
    await docker(['build', '--tag', reference, '--label', 'touchstone=built', ...buildArguments, ...proxies, context], {
      signal,
      onLine: (line) => {
        const step = /^Step (\d+\/\d+) : (.*)/.exec(line);
        if (step) progress(`${step[1] ?? ''} ${(step[2] ?? '').slice(0, 60)}`);
      },
    });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** For the first image of all, which has no base: a script writes the root file system, as this host's own programs are, and the engine imports it. */
async function buildFromScript(
  { image, script }: { readonly image: Image; readonly script: string },
  { reference }: Naming,
  progress: Tell,
  signal: AbortSignal,
): Promise<void> {
  if (hostArchitecture() !== machineArchitecture())
    throw new GroundFailure(
      `the image ${image.name}, which all others are built on, is made here for ${machineArchitecture()}, and DOCKER_DEFAULT_PLATFORM wants ${hostArchitecture()}`,
      `Build on a host that is ${hostArchitecture()}, or give this one access to the image registry that has ${image.upstream ?? 'it'}.`,
    );
  await ensureDebootstrap(image, progress, signal);
  const folder = await mkdtemp(join(tmpdir(), `touchstone-${image.name}-`));
  try {
    const archive = join(folder, 'rootfs.tar');
    await run(join(image.folder, script), [archive], { signal, onLine: (line) => progress(line.slice(0, 60)) });
    await docker(['import', '--change', 'CMD ["bash"]', archive, reference], { signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Debian's keys have a package of their own, which not every system that has debootstrap has too. @throws GroundFailure where they cannot be installed */
export async function ensureDebootstrap(image: Image, progress: Tell, signal: AbortSignal): Promise<void> {
  if ((await tryRun('sh', ['-c', 'command -v debootstrap'])) !== undefined && existsSync(DEBIANS_KEYS)) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await installPackages(['debootstrap', 'debian-archive-keyring'], signal, progress);
    return;
  }
  throw new GroundFailure(
    `debootstrap or Debian's keys are missing, which make the image ${image.name} where ${image.upstream ?? 'no public image'} cannot be pulled`,
    'Install them (debootstrap, debian-archive-keyring), run as root on Debian or Ubuntu, or give the host access to the image registry.',
  );
}
