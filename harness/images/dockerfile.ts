import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageNamed, type Catalogue, type Image } from './catalogue.ts';

/** What an image is made by; undefined where a script makes it. */
function dockerfileOf({ twin, folder }: Image): string | undefined {
  const path = join(folder, 'Dockerfile');
  return twin ?? (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
}

/** The image of the catalogue whose layers an image goes on from: what its last stage is from. None where that is from nothing, or from a stage. */
export function continuedBy(catalogue: Catalogue, image: Image): Image | undefined {
  const [, argument = ''] = /^FROM \$\{(\w+)\}(?![\s\S]*^FROM )/m.exec(dockerfileOf(image) ?? '') ?? [];
  const base = image.build.from[argument];
  return base === undefined ? undefined : imageNamed(catalogue, base);
}
