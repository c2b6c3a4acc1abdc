import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../base/paths.ts';

/** What images/public.yaml may say, which explains it. */
export const publicImagesSchema = z.record(z.string(), z.strictObject({ volumes: z.array(z.string()).min(1), source: z.string() }));

/** What public images have and built ones have not, by their names in the catalogue. */
export type PublicImages = Readonly<Record<string, { readonly volumes: readonly string[] }>>;

/** Reads images/public.yaml. @throws ZodError when it doesn't have the documented shape */
export function readPublicImages(): PublicImages {
  return publicImagesSchema.parse(parse(readFileSync(join(ROOT, 'images', 'public.yaml'), 'utf8')));
}
