import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract, pack, type Header } from 'tar-stream';
import { messageOf } from '../base/failure.ts';
import type { Files } from './bundle.ts';
import { isSealed, sealed } from './seal.ts';

/** The most that an archive may hold, in bytes: a run of everything takes a tenth of it. Read as a whole, so that nothing of it ever touches the disk. */
export const LARGEST = 64 * 1024 * 1024;

/** No clock, user or umask shows in it: the same files make the same archive. */
const HEADER = { mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: 'file' } as const;

/** What an archive holds, as far as it can be read. */
export interface Unpacked {
  /** Contents by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What is wrong with the archive itself. */
  readonly faults: readonly string[];
}

/** The files as an uncompressed tar archive. */
async function tarOf(files: ReadonlyMap<string, string | Buffer>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) archive.entry({ ...HEADER, name }, content);
  archive.finalize();
  return buffer(archive);
}

/** The files as a .tar.gz. */
export async function packed(files: Files): Promise<Buffer> {
  return sealed(gzipSync(await tarOf(files), { level: 9 }));
}

/** Reads a .tar.gz that anybody may have made. Never throws. */
export async function unpack(archive: Buffer): Promise<Unpacked> {
  const tar = uncompressed(archive);
  if (typeof tar === 'string') return { files: new Map(), faults: [tar] };
  const files = new Map<string, Buffer>();
  const faults = isSealed(archive)
    ? []
    : ['it does not have the checksum that its own header says: something in it, or behind it, was changed'];
  try {
    const entries = extract();
    Readable.from([tar]).pipe(entries);
    for await (const entry of entries) {
      const content = await buffer(entry);
      faults.push(...faultsOf(entry.header, files));
      files.set(entry.header.name, content);
    }
  } catch (error) {
    return { files, faults: [...faults, `it is no tar archive, or one that is cut off: ${messageOf(error)}`] };
  }
  if (faults.length === 0 && !tar.equals(await tarOf(files)))
    faults.push(
      'it is not packed as certify packs: order, times, modes or owners of its files were changed, or something stands behind them',
    );
  return { files, faults };
}

/** The tar archive, or what is wrong. */
function uncompressed(archive: Buffer): Buffer | string {
  if (archive.length > LARGEST) return `it is larger than ${LARGEST} bytes, which no bundle is`;
  try {
    return gunzipSync(archive, { maxOutputLength: LARGEST });
  } catch (error) {
    if (error instanceof RangeError) return `it holds more than ${LARGEST} bytes, which no bundle does`;
    return `it is not compressed by gzip, or was changed: ${messageOf(error)}`;
  }
}

function faultsOf({ name, type }: Header, before: ReadonlyMap<string, Buffer>): string[] {
  const leadsOut = name.startsWith('/') || name.split(/[/\\]/).includes('..');
  return [
    ...(leadsOut ? [`${name}: leads out of the folder that it is unpacked in`] : []),
    ...(type === 'file' ? [] : [`${name}: is a ${type}, no file`]),
    ...(before.has(name) ? [`${name}: is there twice`] : []),
  ];
}
