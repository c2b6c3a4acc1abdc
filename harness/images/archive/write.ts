import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { together } from '../../base/together.ts';
import { saveImages } from '../../engine/save.ts';
import { LIST, SUMS, TOOLS, type Contents } from './contents.ts';
import { addEntry, entriesOf, type NewHeader } from './tar.ts';

/** What goes into an archive. */
export interface Cargo extends Contents {
  readonly tools: readonly { readonly file: string; readonly path: string }[];
}

/**
 * Writes images of the engine and tools into one file, in one go, with no copy of its own beside it. It has its name when it is whole, and until then one that
 * ends in ".part".
 * @param progress is told how many bytes have been written
 * @throws GroundFailure when the engine does not give all; Error when the disk takes no more
 */
export async function writeArchive(file: string, cargo: Cargo, progress: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const part = `${file}.part`;
  const archive = pack();
  const target = createWriteStream(part, { flush: true });
  try {
    await together(signal, [
      (stop) => pipeline(archive, target, { signal: stop }),
      (stop) => fill(archive, cargo, () => progress(target.bytesWritten), stop),
    ]);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

async function fill(archive: Pack, { tools, platform, images }: Cargo, written: () => void, signal: AbortSignal): Promise<void> {
  const sums: string[] = [];
  const add = async (header: NewHeader, content: AsyncIterable<unknown>): Promise<void> => {
    const sum = await addEntry(archive, header, content);
    if ((header.type ?? 'file') === 'file') sums.push(`${sum}  ${header.name}\n`);
    written();
  };
  const addText = (name: string, text: string): Promise<void> =>
    add({ name, size: Buffer.byteLength(text) }, Readable.from([Buffer.from(text)]));
  await addText(LIST, JSON.stringify({ platform, images } satisfies Contents, undefined, 2));
  for (const { file, path } of tools) {
    const { size } = await stat(path);
    await add({ name: `${TOOLS}${file}`, size, mode: 0o755 }, createReadStream(path));
  }
  const references = images.map(({ reference }) => reference);
  const saved = saveImages(references, signal);
  for await (const { header, content } of entriesOf(saved.archive)) await add(header, content);
  await saved.whole();
  await addText(SUMS, sums.join(''));
  archive.finalize();
}
