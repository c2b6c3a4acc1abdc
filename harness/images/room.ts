import type { RoomForImages } from '../host/budget.ts';
import type { Catalogue, Image } from './catalogue.ts';
import { continuedBy } from './dockerfile.ts';
import { pulledSize } from './public.ts';
import { isPulled, type Source } from './source.ts';

/** Images, those to come and those that are there. */
export interface Coming {
  readonly catalogue: Catalogue;
  readonly sources: readonly Source[];
  /** What has to be built for them, and is none of them (basesToBuild). */
  readonly bases: readonly Image[];
  /** Whether nodes have what has this reference. */
  readonly onNodes: (reference: string) => boolean;
}

/** What images of a plan are going to take. */
export function roomFor({ catalogue, sources, bases, onNodes }: Coming): RoomForImages {
  const pulled = new Set(sources.filter(isPulled).map(({ image }) => image));
  const baseOf = (image: Image): Image | undefined => (pulled.has(image) ? undefined : continuedBy(catalogue, image));
  const own = (image: Image): number => (pulled.has(image) ? pulledSize(image) : Math.max(0, image.size - (baseOf(image)?.size ?? 0)));
  const total = (images: Iterable<Image>): number => [...images].reduce((sum, image) => sum + own(image), 0);

  const built = [...bases, ...imagesOf(sources.filter(({ how }) => how === 'build'))];
  const fetched = imagesOf(sources.filter(({ how }) => how === 'pull'));
  const forNodes = sources.filter(({ image }) => !image.stage);
  const held = withBases(imagesOf(forNodes.filter(({ reference }) => onNodes(reference))), baseOf);
  const wanted = withBases(imagesOf(forNodes), baseOf);
  return {
    engine: total([...built, ...fetched]),
    stages: built.reduce((sum, { stages }) => sum + stages, 0),
    nodes: total([...wanted].filter((image) => !held.has(image))),
  };
}

function imagesOf(sources: readonly Source[]): Image[] {
  return sources.map(({ image }) => image);
}

/** Images and all that they go on from. */
function withBases(images: readonly Image[], baseOf: (image: Image) => Image | undefined): ReadonlySet<Image> {
  const found = new Set<Image>();
  for (const first of images)
    for (let image: Image | undefined = first; image && !found.has(image); image = baseOf(image)) found.add(image);
  return found;
}
