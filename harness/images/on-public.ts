import { basesOf } from './bases.ts';
import type { Catalogue, Image } from './catalogue.ts';
import { builtReference, hostArchitecture } from './key.ts';
import { known, readPublic } from './public.ts';
import { isPulled, type Source } from './source.ts';

/** The catalogue as sources have it: what is built on an image that one of them pulls is built on the public image. */
export function onPublic(catalogue: Catalogue, sources: readonly Source[]): Catalogue {
  const pulled = new Set(sources.filter(isPulled).map(({ image }) => image.name));
  return marked(catalogue, ({ name }) => pulled.has(name));
}

/**
 * The references that an image may have that was built from this tree: on all public images that there are for the architecture, and on built ones alone.
 * @param architecture Go's name of it
 */
export function builtReferences(catalogue: Catalogue, image: Image, architecture = hostArchitecture()): string[] {
  const under = new Set(basesOf([image], catalogue).filter((base) => isPublicFor(base, architecture)));
  const catalogues = [marked(catalogue, (candidate) => under.has(candidate)), catalogue];
  return [...new Set(catalogues.map((one) => builtReference(one, image, architecture)))];
}

function marked(catalogue: Catalogue, isPublic: (image: Image) => boolean): Catalogue {
  return new Map([...catalogue].map(([name, image]) => [name, isPublic(image) ? { ...image, public: true } : image]));
}

function isPublicFor(image: Image, architecture: string): boolean {
  return image.upstream !== undefined && (known(readPublic(image)?.architectures)?.includes(architecture) ?? true);
}
