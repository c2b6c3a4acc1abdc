import type { Image } from './catalogue.ts';

/** How an image will be had, decided before anything is made. */
export interface Source {
  readonly image: Image;
  readonly reference: string;
  readonly how: 'there' | 'pull' | 'build';
}
