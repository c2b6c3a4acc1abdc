import type { Image } from './catalogue.ts';
import { pulledSize } from './public.ts';

/** How an image will be had, decided before anything is made. */
export interface Source {
  readonly image: Image;
  readonly reference: string;
  readonly how: 'there' | 'pull' | 'build';
}

/** What images take on disk, unpacked, in MiB, and how they are had: one that is pulled may hold more than one that is built. */
export function sizesOf(sources: readonly Source[]): { readonly size: number; readonly how: Source['how'] }[] {
  return sources.map(({ image, how }) => ({ size: how === 'pull' ? pulledSize(image) : image.size, how }));
}
