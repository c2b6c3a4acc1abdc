import { z } from 'zod';

// An archive is what the engine saves, so that `docker load` alone takes it too, and a folder beside that of which the engine knows nothing.
const FOLDER = 'touchstone';
/** What is in the archive; its first file. */
export const LIST = `${FOLDER}/contents.json`;
/** Before the names of the tools' files. */
export const TOOLS = `${FOLDER}/tools/`;
/** The SHA-256 of every other file, as sha256sum writes it; the last file, without which an archive is not whole. */
export const SUMS = `${FOLDER}/SHA256SUMS`;

const contentsSchema = z.strictObject({
  /** What images and tools run on: linux/amd64. */
  platform: z.string(),
  images: z.array(z.strictObject({ name: z.string(), reference: z.string() })),
});

/** What an archive says that it has. */
export type Contents = z.infer<typeof contentsSchema>;

/** @throws ZodError, SyntaxError for what is no such list */
export function readContents(text: string): Contents {
  return contentsSchema.parse(JSON.parse(text));
}
