import { imageNamed, type Catalogue, type Image } from './catalogue.ts';
import { builtReference } from './key.ts';
import { onPublic } from './on-public.ts';
import type { Source } from './source.ts';

/**
 * What has to be built so that the sources can be: what they are built on, as far as it is not there and is no source itself.
 * @param isThere whether the engine has what has this reference
 */
export async function basesToBuild(
  sources: readonly Source[],
  catalogue: Catalogue,
  isThere: (reference: string) => Promise<boolean>,
): Promise<Image[]> {
  const asPlanned = onPublic(catalogue, sources);
  const planned = new Set(sources.map(({ image }) => image));
  const asked = new Set<Image>();
  const missing: Image[] = [];
  const look = async (image: Image): Promise<void> => {
    for (const base of Object.values(image.build.from).map((name) => imageNamed(catalogue, name))) {
      if (planned.has(base) || asked.has(base)) continue;
      asked.add(base);
      if (await isThere(builtReference(asPlanned, base))) continue;
      missing.push(base);
      await look(base);
    }
  };
  for (const { image, how } of sources) if (how === 'build') await look(image);
  return missing;
}
