import { imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { builtReference } from './key.ts';
import type { Source } from './source.ts';

/** All images that these are built on, and those that these are built on; each comes after what it is built on itself. */
export function basesOf(images: readonly Image[], catalogue: Catalogue): Image[] {
  const found = new Set<Image>();
  const add = (image: Image): void => {
    for (const name of Object.values(image.build.from)) {
      const base = imageNamed(catalogue, name);
      if (!found.has(base)) add(base);
      found.add(base);
    }
  };
  images.forEach(add);
  return [...found];
}

/**
 * What has to be built so that the sources can be: what they are built on, as far as it is not there and is no source itself.
 * @param isThere whether the engine has what has this reference
 */
export async function basesToBuild(
  sources: readonly Source[],
  catalogue: Catalogue,
  isThere: (reference: string) => Promise<boolean>,
): Promise<Image[]> {
  const planned = new Set(sources.map(({ image }) => image));
  const asked = new Set<Image>();
  const missing: Image[] = [];
  const look = async (image: Image): Promise<void> => {
    for (const base of Object.values(image.build.from).map((name) => imageNamed(catalogue, name))) {
      if (planned.has(base) || asked.has(base)) continue;
      asked.add(base);
      if (await isThere(builtReference(catalogue, base))) continue;
      missing.push(base);
      await look(base);
    }
  };
  for (const { image, how } of sources) if (how === 'build') await look(image);
  return missing;
}
