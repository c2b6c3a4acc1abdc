import pLimit from 'p-limit';
import { CommandError } from '../command.ts';
import { GroundFailure } from '../failure.ts';
import type { Timeline } from '../report/timeline.ts';
import type { Builder } from './build.ts';
import { imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { docker, hasImage, imageId } from './docker.ts';
import { builtReference } from './key.ts';
import { reachableRegistries, registryOf, resolve, type Resolution } from './registry.ts';

/** Where images come from: `auto` pulls what the network gives and builds the rest; the others force one way. */
export const IMAGE_POLICIES = ['auto', 'pull', 'build'] as const;
export type ImagePolicy = (typeof IMAGE_POLICIES)[number];

/** An image that the engine has. */
export interface ProvidedImage {
  readonly name: string;
  readonly reference: string;
  /** The engine's id: a digest of the content. */
  readonly id: string;
  readonly origin: 'built' | 'pulled';
}

/** Provided images by name. */
export type ProvidedImages = ReadonlyMap<string, ProvidedImage>;

/** How an image will be had, decided before anything is made. */
export interface Source {
  readonly image: Image;
  readonly reference: string;
  readonly how: 'there' | 'pull' | 'build';
}

interface Context {
  readonly catalogue: Catalogue;
  readonly policy: ImagePolicy;
  readonly timeline: Timeline;
  readonly signal: AbortSignal;
}

/**
 * Resolves every image before any is fetched: there already, in its registry for this architecture, or buildable.
 * @throws GroundFailure that names all images that can be had in no way, at once
 */
export async function planImages(names: readonly string[], context: Context): Promise<Source[]> {
  const images = names.map((name) => imageNamed(context.catalogue, name));
  const there = await Promise.all(images.map((image) => alreadyThere(image, context)));
  const wanting = images.filter((_, index) => !there[index]);
  const resolutions = await resolveUpstream(wanting, context);
  const missing: string[] = [];
  const sources = images.map((image, index): Source => {
    const found = there[index];
    if (found !== undefined) return { image, reference: found, how: 'there' };
    const resolution = resolutions.get(image.name);
    if (context.policy !== 'build' && resolution?.there) return { image, reference: upstreamOf(image), how: 'pull' };
    if (context.policy === 'pull' && image.upstream !== undefined) missing.push(describeMissing(image, resolution));
    return { image, reference: builtReference(context.catalogue, image), how: 'build' };
  });
  if (missing.length > 0) {
    throw new GroundFailure(
      `${missing.length} of ${images.length} images cannot be pulled: ${missing.join('; ')}`,
      'Mend the reference in images/images.yaml, or let the rest be built: --images auto.',
    );
  }
  return sources;
}

/** Fetches and builds what the plan says, all at once within the host's means, and gives the images as the engine has them. */
export async function provideImages(
  sources: readonly Source[],
  builder: Builder,
  context: Pick<Context, 'timeline' | 'signal'>,
): Promise<ProvidedImages> {
  const pulls = pLimit(3);
  const provided = await Promise.all(
    sources.map(async ({ image, reference, how }): Promise<[string, ProvidedImage]> => {
      if (how === 'pull') await pulls(() => pull(image, context));
      if (how === 'build') await builder.build(image);
      const origin = reference === image.upstream ? 'pulled' : 'built';
      return [image.name, { name: image.name, reference, id: await imageId(reference, context.signal), origin }];
    }),
  );
  return new Map(provided);
}

/** The reference under which the engine has the image already, in the order in which the policy prefers them. */
async function alreadyThere(image: Image, { catalogue, policy, signal }: Context): Promise<string | undefined> {
  const built = builtReference(catalogue, image);
  const candidates = policy === 'build' ? [built] : policy === 'pull' ? [image.upstream ?? built] : [image.upstream, built];
  for (const candidate of candidates) {
    if (candidate !== undefined && (await hasImage(candidate, signal))) return candidate;
  }
  return undefined;
}

async function resolveUpstream(images: readonly Image[], { policy, timeline, signal }: Context): Promise<ReadonlyMap<string, Resolution>> {
  const withUpstream = images.filter((image) => image.upstream !== undefined);
  if (policy === 'build' || withUpstream.length === 0) return new Map();
  return timeline.step('images', 'ask the image registries', async (progress) => {
    const hosts = withUpstream.map((image) => registryOf(upstreamOf(image)));
    const reachable = await reachableRegistries(hosts, signal);
    progress([...new Set(hosts)].map((host) => `${host} ${reachable.has(host) ? 'answers' : 'out of reach'}`).join(', '));
    const resolutions = await Promise.all(
      withUpstream.map(async (image): Promise<[string, Resolution]> => {
        const reference = upstreamOf(image);
        const host = registryOf(reference);
        if (!reachable.has(host)) return [image.name, { there: false, problem: 'registry out of reach', said: `${host} gave no answer` }];
        return [image.name, checkDigest(reference, await resolve(reference, engineArchitecture(), signal))];
      }),
    );
    return new Map(resolutions);
  });
}

/** A reference pinned by digest must resolve to that digest. */
function checkDigest(reference: string, resolution: Resolution): Resolution {
  const locked = reference.split('@')[1];
  if (!resolution.there || locked === undefined || locked === resolution.digest) return resolution;
  return { there: false, problem: 'unknown', said: `its digest is ${resolution.digest}, the lock says ${locked}` };
}

async function pull(image: Image, { timeline, signal }: Pick<Context, 'timeline' | 'signal'>): Promise<void> {
  const reference = upstreamOf(image);
  await timeline.step('images', `pull ${image.name}`, async (progress) => {
    try {
      await docker(['pull', reference], { signal, onLine: (line) => progress(line.slice(0, 60)) });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new GroundFailure(
        `the image ${reference} resolved but could not be pulled`,
        'Run again, or build it: --images build.',
        error.output.slice(-5),
      );
    }
  });
}

function upstreamOf(image: Image): string {
  if (image.upstream === undefined) throw new Error(`${image.name} has no upstream`);
  return image.upstream;
}

function describeMissing(image: Image, resolution: Resolution | undefined): string {
  return resolution?.there === false ? `${upstreamOf(image)} (${resolution.problem}: ${resolution.said})` : upstreamOf(image);
}

/** Go's name of this host's architecture, as manifests use it. */
function engineArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}
