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
 * The references that an image may have that was built from this tree: on each mixture of public and built images, since one that was out of reach once
 * may be there the next time. On all public ones that there are for the architecture first, on built ones alone last.
 * @param architecture Go's name of it
 */
export function builtReferences(catalogue: Catalogue, image: Image, architecture = hostArchitecture()): string[] {
  const mixtures = subsetsOf(basesOf([image], catalogue).filter((base) => isPublicFor(base, architecture)));
  const catalogues = mixtures.map((under) => marked(catalogue, (candidate) => under.includes(candidate)));
  return [...new Set(catalogues.map((one) => builtReference(one, image, architecture)))];
}

/** The whole first, the empty one last. */
function subsetsOf<T>(whole: readonly T[]): readonly (readonly T[])[] {
  return whole.reduce<readonly (readonly T[])[]>((subsets, one) => [...subsets.map((some) => [...some, one]), ...subsets], [[]]);
}

function marked(catalogue: Catalogue, isPublic: (image: Image) => boolean): Catalogue {
  return new Map([...catalogue].map(([name, image]) => [name, isPublic(image) ? { ...image, public: true } : image]));
}

/** Whether an image has a public one for an architecture, or may have: of some nobody says. */
export function isPublicFor(image: Image, architecture: string): boolean {
  return image.upstream !== undefined && (known(readPublic(image)?.architectures)?.includes(architecture) ?? true);
}
