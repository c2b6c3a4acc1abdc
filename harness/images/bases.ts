import { imageNamed, type Catalogue, type Image } from './catalogue.ts';

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
