import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { hasImage } from '../engine/docker.ts';
import type { Stream } from '../stream/stream.ts';
import { build } from './build.ts';
import { imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { builtReference } from './key.ts';
import { onPublic } from './on-public.ts';
import { pull } from './pull.ts';
import { isPulled, type Source } from './source.ts';

/**
 * Provides images as their sources say, and what they are built on: pulls at most three at a time, builds from package registries, bases
 * first, never more at a time than the host has cores, and does nothing twice. The engine keeps the layers of an interrupted build, so that
 * the next resumes.
 */
export class Provider {
  private readonly builds = pLimit(availableParallelism());
  private readonly pulls = pLimit(3);
  private readonly provided = new Map<string, Promise<string>>();

  private readonly catalogue: Catalogue;

  constructor(
    catalogue: Catalogue,
    private readonly sources: readonly Source[],
    private readonly stream: Stream,
  ) {
    this.catalogue = onPublic(catalogue, sources);
  }

  /**
   * The image's reference in the engine; one that no source names is built.
   * @param signal whoever asks first for an image can stop it, for all
   * @throws GroundFailure with the last lines of the build or the pull
   */
  provide(image: Image, signal: AbortSignal): Promise<string> {
    return this.once(this.sourceOf(image)?.reference ?? builtReference(this.catalogue, image), image, signal);
  }

  /** What another is built on, by the name that is part of that one's, even where the plan has one that was built before on something else. */
  private provideBase(image: Image, signal: AbortSignal): Promise<string> {
    const source = this.sourceOf(image);
    return this.once(source && isPulled(source) ? source.reference : builtReference(this.catalogue, image), image, signal);
  }

  private once(reference: string, image: Image, signal: AbortSignal): Promise<string> {
    const known = this.provided.get(reference);
    if (known) return known;
    const providing = this.provideAs(reference, image, signal);
    this.provided.set(reference, providing);
    return providing;
  }

  private async provideAs(reference: string, image: Image, signal: AbortSignal): Promise<string> {
    const source = this.sourceOf(image);
    if (source?.reference === reference && source.how === 'there') return reference;
    if (source?.how === 'pull') return this.pulls(() => pull(image, this.stream, signal));
    return (await hasImage(reference, signal)) ? reference : this.buildAs(reference, image, [], signal);
  }

  private sourceOf({ name }: Image): Source | undefined {
    return this.sources.find(({ image }) => image.name === name);
  }

  /** Builds one stage of an image anew as far as something changed, and gives a reference of it. @throws GroundFailure as provide does */
  buildStage(image: Image, stage: string, signal: AbortSignal): Promise<string> {
    return this.buildAs(`${builtReference(this.catalogue, image)}-${stage}`, image, ['--target', stage], signal);
  }

  private async buildAs(reference: string, image: Image, flags: readonly string[], signal: AbortSignal): Promise<string> {
    const bases = Object.entries(image.build.from);
    const references = await Promise.all(bases.map(([, name]) => this.provideBase(imageNamed(this.catalogue, name), signal)));
    const buildArguments = bases.flatMap(([argument], index) => ['--build-arg', `${argument}=${references[index] ?? ''}`]);
    return this.builds(async () => {
      await this.stream.step(
        'images/build',
        image.twin === undefined ? `build ${image.name}` : `make a twin of ${image.name}`,
        (progress) => build(image, { reference, buildArguments: [...buildArguments, ...flags] }, progress, signal),
      );
      return reference;
    });
  }
}
