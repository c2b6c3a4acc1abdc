import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../base/failure.ts';
import { merged } from '../base/merged.ts';
import { firstOf, rootsWith, type Project } from '../base/project.ts';
import { readYaml } from '../base/yaml-file.ts';

const buildSchema = z.strictObject({
  from: z.record(z.string(), z.string()).default({}),
  repository: z.array(z.string()).default([]),
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
  stages: z.number().default(0),
});

/** What images/images.yaml may say, which explains it. */
export const catalogueSchema = z.strictObject({ images: z.record(z.string(), imageSchema) });

/** One entry of images/images.yaml, which explains the fields, and the folder that builds it. */
export type Image = z.infer<typeof imageSchema> & {
  readonly name: string;
  readonly folder: string;
  /** The Dockerfile of one that stands in for the public image, in place of the folder's (twins.ts). */
  readonly twin?: string;
  /** What its references in the engine are called, where that is not its name. */
  readonly calledThere?: string;
  /** What the public calls it, where `upstream` is a mirror's (mirrors.ts). */
  readonly mirrors?: string;
  /** What is built on it is built on the public image (on-public.ts). */
  readonly public?: boolean;
};

/** All images of the stack, by name. */
export type Catalogue = ReadonlyMap<string, Image>;

/** The image of kind's nodes. */
export const NODE_IMAGE = 'kind-node';

/** The image that makes and measures disks, which no system needs. */
export const DISK_TOOLS_IMAGE = 'disk-tools';

/** The image of a registry, which no system needs, but tests of the roads to and from one. */
export const REGISTRY_IMAGE = 'registry';

/** The image of what judges manifests, which no system needs, but a test of what charts make. */
export const CHECKOV_IMAGE = 'checkov';

/** The image of an NFS server, which no system needs, but who has none to try the overlay `storage-nfs` with. */
export const NFS_SERVER_IMAGE = 'nfs-server';

/** The files that name images: the project's and this repository's. */
export function catalogueFiles(project: Project): string[] {
  const path = ['images', 'images.yaml'] as const;
  return rootsWith(project, ...path).map((root) => join(root, ...path));
}

/**
 * Reads images/images.yaml, the project's and this repository's as one; an image is built from the project's folder of its name before this
 * repository's. @throws UsageError when one of them is not as it should be, or both have the same name
 */
export function readCatalogue(project: Project): Catalogue {
  const parts = catalogueFiles(project).map((place) => ({ place, entries: readYaml(place, catalogueSchema).images }));
  const folderOf = (name: string): string => firstOf(project, 'images', name) ?? join(project.roots[0] ?? '', 'images', name);
  return new Map(Object.entries(merged('image', parts)).map(([name, image]) => [name, { ...image, name, folder: folderOf(name) }]));
}

/** The entry of that name. @throws UsageError when the catalogue has none */
export function imageNamed(catalogue: Catalogue, name: string): Image {
  const image = catalogue.get(name);
  if (!image) throw new UsageError(`images/images.yaml has no image named ${name}`);
  return image;
}
