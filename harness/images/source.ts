import type { Image } from './catalogue.ts';
import { pulledReference } from './pull.ts';

/** How an image will be had, decided before anything is made. */
export interface Source {
  readonly image: Image;
  readonly reference: string;
  readonly how: 'there' | 'pull' | 'build';
}

/** Whether it is the public image, pulled before or to be pulled. */
export function isPulled({ image, reference }: Pick<Source, 'image' | 'reference'>): boolean {
  return image.upstream !== undefined && reference === pulledReference(image);
}
