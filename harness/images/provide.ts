import { GroundFailure } from '../base/failure.ts';
import { together } from '../base/together.ts';
import type { Stream } from '../stream/stream.ts';
import { basesOf } from './bases.ts';
import { imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { hasImage, imageId } from '../engine/docker.ts';
import { builtReference, hostArchitecture } from './key.ts';
import { builtReferences, onPublic } from './on-public.ts';
import { pulls, type ImagePolicy } from './policy.ts';
import type { Provider } from './provider.ts';
import { pulledReference, upstreamOf } from './pull.ts';
import { engineSocket, registryOf, resolve, type Resolution } from './registry.ts';
import { isPulled, type Source } from './source.ts';

/** An image that the engine has. */
export interface ProvidedImage {
  readonly name: string;
  readonly reference: string;
  /** The engine's id: a digest of the content. */
  readonly id: string;
  readonly origin: 'built' | 'pulled' | 'twin';
}

/** Provided images by name. */
export type ProvidedImages = ReadonlyMap<string, ProvidedImage>;

interface Means {
  readonly catalogue: Catalogue;
  readonly policy: ImagePolicy;
  readonly stream: Stream;
  readonly signal: AbortSignal;
}

/**
 * Resolves every image before any is fetched: there already, in its registry for this architecture, or buildable. The public images that
 * the ones to build stand on are among the sources, where they can be had. @throws GroundFailure that names all images that can be had in no way, at once
 */
export async function planImages(names: readonly string[], means: Means): Promise<Source[]> {
  const images = names.map((name) => imageNamed(means.catalogue, name));
  const there = await findThere(images, means);
  const wanting = images.filter(({ name }) => !there.has(name));
  const bases = pulls(means.policy) ? basesOf(wanting, means.catalogue).filter(({ upstream }) => upstream !== undefined) : [];
  const basesThere = await findThere(bases, means);
  const resolutions = await resolveUpstream([...wanting, ...bases.filter(({ name }) => !basesThere.has(name))], means);
  if (means.policy === 'pull') refuseMissing(images, there, resolutions);
  const found = (image: Image): Source | undefined => {
    const reference = there.get(image.name) ?? basesThere.get(image.name);
    if (reference !== undefined) return { image, reference, how: 'there' };
    return resolutions.get(image.name)?.there === true ? { image, reference: pulledReference(image), how: 'pull' } : undefined;
  };
  const under = basesOf(
    wanting.filter((image) => !found(image)),
    means.catalogue,
  );
  const beside = bases.filter((base) => under.includes(base) && !images.includes(base));
  const publicOnes = beside.flatMap((base) => found(base) ?? []).filter(isPulled); // the provider knows those that were built by their names
  const asPlanned = onPublic(means.catalogue, [...images.flatMap((image) => found(image) ?? []), ...publicOnes]);
  const sources = images.map((image) => found(image) ?? { image, reference: builtReference(asPlanned, image), how: 'build' as const });
  return [...sources, ...publicOnes];
}

/** Fetches and builds what the plan says, all at once within the host's means, and gives the images as the engine has them. */
export async function provideImages(sources: readonly Source[], provider: Provider, signal: AbortSignal): Promise<ProvidedImages> {
  const provided = await together(
    signal,
    sources.map(({ image }) => async (stop: AbortSignal): Promise<[string, ProvidedImage]> => {
      const reference = await provider.provide(image, stop);
      return [image.name, { name: image.name, reference, id: await imageId(reference, stop), origin: originOf(image, reference) }];
    }),
  );
  return new Map(provided);
}

function originOf(image: Image, reference: string): ProvidedImage['origin'] {
  if (image.twin !== undefined) return 'twin';
  return isPulled({ image, reference }) ? 'pulled' : 'built';
}

/** References of the images that the engine has already, by image name. */
async function findThere(images: readonly Image[], means: Means): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(images.map(async (image) => [image.name, await alreadyThere(image, means)] as const));
  return new Map(found.flatMap(([name, reference]) => (reference === undefined ? [] : [[name, reference]])));
}

function refuseMissing(images: readonly Image[], there: ReadonlyMap<string, string>, resolutions: ReadonlyMap<string, Resolution>): void {
  const missing = images.filter(
    ({ name, upstream }) => !there.has(name) && upstream !== undefined && resolutions.get(name)?.there !== true,
  );
  if (missing.length === 0) return;
  throw new GroundFailure(
    `${missing.length} of ${images.length} images cannot be pulled: ${missing.map((image) => describeMissing(image, resolutions.get(image.name))).join('; ')}`,
    'Mend the reference in images/images.yaml, or let the rest be built: --images auto.',
  );
}

/** The reference under which the engine has the image already, in the order in which the policy prefers them. */
async function alreadyThere(image: Image, means: Means): Promise<string | undefined> {
  for (const candidate of candidatesFor(image, means)) if (await hasImage(candidate, means.signal)) return candidate;
  return undefined;
}

function candidatesFor(image: Image, { catalogue, policy }: Means): readonly string[] {
  const pulled = image.upstream === undefined ? [] : [pulledReference(image)];
  if (!pulls(policy)) return [builtReference(catalogue, image)];
  const [onPublicOnes = '', ...others] = builtReferences(catalogue, image);
  return policy === 'auto' ? [...pulled, onPublicOnes, ...others] : pulled.length > 0 ? pulled : [onPublicOnes];
}

async function resolveUpstream(images: readonly Image[], { policy, stream, signal }: Means): Promise<ReadonlyMap<string, Resolution>> {
  const withUpstream = images.filter((image) => image.upstream !== undefined);
  if (!pulls(policy) || withUpstream.length === 0) return new Map();
  return stream.step('images/ask', 'ask the image registries', async (progress) => {
    const socket = await engineSocket(signal);
    const resolutions = await Promise.all(
      withUpstream.map(async (image): Promise<[Image, Resolution]> => [
        image,
        await resolve(socket, upstreamOf(image), hostArchitecture(), signal),
      ]),
    );
    progress(describeRegistries(resolutions));
    resolutions.forEach(([image, resolution]) => tellMoved(image, resolution, stream));
    return new Map(resolutions.map(([{ name }, resolution]) => [name, resolution]));
  });
}

/** "docker.io answers, quay.io out of reach" */
function describeRegistries(resolutions: readonly (readonly [Image, Resolution])[]): string {
  const answers = new Map<string, boolean>();
  for (const [image, resolution] of resolutions) {
    const host = registryOf(upstreamOf(image));
    answers.set(host, answers.get(host) === true || resolution.there || resolution.problem !== 'registry out of reach');
  }
  return [...answers].map(([host, answered]) => `${host} ${answered ? 'answers' : 'out of reach'}`).join(', ');
}

function describeMissing(image: Image, resolution: Resolution | undefined): string {
  return resolution?.there === false ? `${upstreamOf(image)} (${resolution.problem}: ${resolution.said})` : upstreamOf(image);
}

/** A tag is its owner's to move: what is pinned stays what it was, and somebody should look at what is new. */
function tellMoved(image: Image, resolution: Resolution, stream: Stream): void {
  if (!resolution.there || resolution.movedTo === undefined) return;
  stream.note(
    `the tag of ${upstreamOf(image)} leads to ${resolution.movedTo} by now; what images.yaml pins is used. To take the new one: touchstone images lock`,
  );
}
