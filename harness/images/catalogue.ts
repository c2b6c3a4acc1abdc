import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../base/paths.ts';

const buildSchema = z.strictObject({
  from: z.record(z.string(), z.string()).default({}),
  script: z.string().optional(),
  trustsHost: z.boolean().default(false),
});

const contractSchema = z.strictObject({
  user: z.number().int().optional(),
  paths: z.array(z.string()).default([]),
  commands: z.array(z.array(z.string()).min(1)).default([]),
});

const imageSchema = z.strictObject({
  upstream: z.string().optional(),
  build: buildSchema,
  stage: z.boolean().default(false),
  contract: contractSchema.optional(),
  size: z.number(),
});

/** One entry of images/images.yaml, which explains the fields. */
export type Image = z.infer<typeof imageSchema> & { readonly name: string };

/** All images of the stack, by name. */
export type Catalogue = ReadonlyMap<string, Image>;

/** Where all images are named. */
export const CATALOGUE_FILE = join(ROOT, 'images', 'images.yaml');

/** The image of kind's nodes. */
export const NODE_IMAGE = 'kind-node';

/** The image of a registry, which no system needs, but tests of the roads to and from one. */
export const REGISTRY_IMAGE = 'registry';

/** The folder that builds an image. */
export function folderOf(image: Image): string {
  return join(ROOT, 'images', image.name);
}

/** Reads images/images.yaml. @throws ZodError when it doesn't have the documented shape */
export function readCatalogue(): Catalogue {
  const document = z.strictObject({ images: z.record(z.string(), imageSchema) }).parse(parse(readFileSync(CATALOGUE_FILE, 'utf8')));
  return new Map(Object.entries(document.images).map(([name, image]) => [name, { ...image, name }]));
}

/** The entry of that name. @throws Error when the catalogue has none, which is a mistake in this repository */
export function imageNamed(catalogue: Catalogue, name: string): Image {
  const image = catalogue.get(name);
  if (!image) throw new Error(`images/images.yaml has no image named ${name}`);
  return image;
}
