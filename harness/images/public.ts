import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Catalogue, Image } from './catalogue.ts';
import { continuedBy } from './dockerfile.ts';

/** A fact of a public image with the source that says it, or that it is not known, and why not: nothing is guessed. */
function fact<T extends z.ZodType>(schema: T) {
  return z.union([z.strictObject({ is: schema, from: z.string() }), z.strictObject({ unknown: z.string() })]);
}

const version = z.string().regex(/^\d[\w.-]*$/);

/** What an image's public.yaml may say. */
export const publicSchema = z
  .strictObject({
    reference: z.string(),
    /** Where facts are from, by the word that they name it with: a file at a commit or tag, a thread, an artifact. */
    sources: z.record(z.string(), z.string()),
    digest: fact(z.string().regex(/^sha256:[0-9a-f]{64}$/)),
    /** Go's names. */
    architectures: fact(z.array(z.string())),
    base: fact(z.string()),
    libc: fact(z.enum(['glibc', 'musl'])),
    user: fact(z.strictObject({ name: z.string(), uid: z.int(), gid: z.int() })),
    volumes: fact(z.array(z.string())),
    env: fact(z.record(z.string(), z.string())),
    entrypoint: fact(z.array(z.string())),
    cmd: fact(z.array(z.string())),
    workdir: fact(z.string()),
    /** The feature release: 8, 11, 17. Absent where the image has none. */
    java: fact(z.int()).optional(),
    /** Versions by package: `coreutils` are GNU's, `busybox` has what no other package of these has. */
    programs: z.record(z.string(), fact(version)),
    /** All layers, unpacked, in MiB. */
    size: fact(z.int()),
    /** What all its pods together take at their highest, in MiB. */
    memory: fact(z.int()),
    /** What it loads or carries beyond the built image. */
    more: fact(z.string()),
  })
  .superRefine(({ sources, programs, ...facts }, context) => {
    for (const [name, value] of Object.entries({ ...facts, ...programs }))
      if (typeof value === 'object' && 'from' in value && !(value.from in sources))
        context.addIssue({ code: 'custom', message: `${name} is from "${value.from}", which is no source of this file` });
  });

/** What is known of an image's public side (images/<name>/public.yaml). */
export type PublicImage = z.infer<typeof publicSchema>;

/** What a fact says; undefined when it is not known. */
export function known<T>(one: { readonly is: T; readonly from: string } | { readonly unknown: string } | undefined): T | undefined {
  return one !== undefined && 'is' in one ? one.is : undefined;
}

/** Reads an image's public.yaml; undefined when it has none. @throws ZodError when it hasn't the documented shape */
export function readPublic(image: Image): PublicImage | undefined {
  const path = join(image.folder, 'public.yaml');
  return existsSync(path) ? publicSchema.parse(parse(readFileSync(path, 'utf8'))) : undefined;
}

/** The public image that a user who can pull runs in an image's place: itself, or the one that it is built on. None where all of it is built. */
export function publicSideOf(catalogue: Catalogue, image: Image): PublicImage | undefined {
  if (image.upstream !== undefined) return readPublic(image);
  if (image.stage) return undefined;
  const base = continuedBy(catalogue, image);
  return base === undefined ? undefined : publicSideOf(catalogue, base);
}

/** What an image takes on disk when it is pulled, in MiB: what is known of the public one, and no less than the built one. */
export function pulledSize(image: Image): number {
  return Math.max(image.size, known(readPublic(image)?.size) ?? 0);
}
