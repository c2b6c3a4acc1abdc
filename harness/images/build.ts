import { existsSync } from 'node:fs';
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { CommandError, run, tryRun } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { installPackages } from '../host/packages.ts';
import type { Timeline } from '../stream/timeline.ts';
import { folderOf, imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { docker, hasImage } from '../engine/docker.ts';
import { builtReference, hostCaBundle } from './key.ts';
import type { Source } from './provide.ts';
import { pull } from './pull.ts';

/** Variables of the host's environment that say how package registries are reached, handed to builds where a Dockerfile takes them. */
const REGISTRY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Provides images as their sources say, and what they are built on: pulls at most three at a time, builds from package registries, bases
 * first, never more at a time than the host has cores, and does nothing twice. The engine keeps the layers of an interrupted build, so that
 * the next resumes.
 */
export class Builder {
  private readonly builds = pLimit(availableParallelism());
  private readonly pulls = pLimit(3);
  private readonly provided = new Map<string, Promise<string>>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly sources: readonly Source[],
    private readonly timeline: Timeline,
    private readonly signal: AbortSignal,
  ) {}

  /** The image's reference in the engine; one that no source names is built. @throws GroundFailure with the last lines of the build or the pull */
  provide(image: Image): Promise<string> {
    const known = this.provided.get(image.name);
    if (known) return known;
    const providing = this.provideAsPlanned(image);
    this.provided.set(image.name, providing);
    return providing;
  }

  private async provideAsPlanned(image: Image): Promise<string> {
    const source = this.sources.find((candidate) => candidate.image.name === image.name);
    if (source?.how === 'there') return source.reference;
    if (source?.how === 'pull') return this.pulls(() => pull(image, this.timeline, this.signal));
    return this.buildWithBases(image);
  }

  private async buildWithBases(image: Image): Promise<string> {
    const reference = builtReference(this.catalogue, image);
    if (await hasImage(reference, this.signal)) return reference;
    const bases = Object.entries(image.build.from);
    const references = await Promise.all(bases.map(([, name]) => this.provide(imageNamed(this.catalogue, name))));
    const buildArguments = bases.flatMap(([argument], index) => ['--build-arg', `${argument}=${references[index] ?? ''}`]);
    return this.builds(() =>
      this.timeline.step('images', `build ${image.name}`, async (progress) => {
        try {
          await (image.build.script === undefined
            ? this.buildFromDockerfile(image, reference, buildArguments, progress)
            : this.buildFromScript(image, image.build.script, reference, progress));
        } catch (error) {
          if (!(error instanceof CommandError)) throw error;
          throw new GroundFailure(
            `the image ${image.name} could not be built from images/${image.name}: ${error.ending}`,
            `Read the last lines of the build below. What was built so far is kept: the next run resumes there.`,
            error.output.slice(-15),
          );
        }
        return reference;
      }),
    );
  }

  private async buildFromDockerfile(
    image: Image,
    reference: string,
    buildArguments: string[],
    progress: (detail: string) => void,
  ): Promise<void> {
    const context = await mkdtemp(join(tmpdir(), `touchstone-${image.name}-`));
    try {
      await cp(folderOf(image), context, { recursive: true, preserveTimestamps: true });
      const bundle = hostCaBundle();
      if (image.build.trustsHost && bundle) await copyFile(bundle, join(context, 'host-ca.crt'));
      const proxies = REGISTRY_VARIABLES.filter((name) => process.env[name] !== undefined).flatMap((name) => ['--build-arg', name]);
      const args = ['build', '--tag', reference, '--label', 'touchstone=built', ...buildArguments, ...proxies, context];
      await docker(args, {
        signal: this.signal,
        onLine: (line) => {
          const step = /^Step (\d+\/\d+) : (.*)/.exec(line);
          if (step) progress(`${step[1] ?? ''} ${(step[2] ?? '').slice(0, 60)}`);
        },
      });
    } finally {
      await rm(context, { recursive: true, force: true });
    }
  }

  /** For the first image of all, which has no base: a script writes the root file system, the engine imports it. */
  private async buildFromScript(image: Image, script: string, reference: string, progress: (detail: string) => void): Promise<void> {
    await this.ensureDebootstrap(image, progress);
    const folder = await mkdtemp(join(tmpdir(), `touchstone-${image.name}-`));
    try {
      const archive = join(folder, 'rootfs.tar');
      await run(join(folderOf(image), script), [archive], { signal: this.signal, onLine: (line) => progress(line.slice(0, 60)) });
      await docker(['import', '--change', 'CMD ["bash"]', archive, reference], { signal: this.signal });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async ensureDebootstrap(image: Image, progress: (detail: string) => void): Promise<void> {
    if ((await tryRun('sh', ['-c', 'command -v debootstrap'])) !== undefined) return;
    if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      await installPackages(['debootstrap', 'debian-archive-keyring'], this.signal, progress);
      return;
    }
    throw new GroundFailure(
      `debootstrap is missing, which makes the image ${image.name} where ${image.upstream ?? 'no public image'} cannot be pulled`,
      'Install it, run as root on Debian or Ubuntu, or give the host access to the image registry.',
    );
  }
}
