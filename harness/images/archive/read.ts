import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GroundFailure, UsageError, messageOf } from '../../base/failure.ts';
import { LIST, SUMS, TOOLS, readContents, type Contents } from './contents.ts';
import { entriesOf, type Entry } from './tar.ts';

/** What was read from an archive: its own list, and the files of the tools that lie in the folder given now. */
export interface Read extends Contents {
  readonly tools: readonly string[];
}

/** What an archive has: the checksum of each of its files, and the text of those that speak of the others. */
interface Found {
  readonly sums: Map<string, string>;
  readonly texts: Map<string, string>;
  readonly tools: string[];
}

/**
 * Reads an archive from its first byte to its last, holds every file in it against its checksum, and puts the tools into a folder. Nothing of it is to
 * be used before this has returned.
 * @throws UsageError when there is none; GroundFailure that names what is not as it was written
 */
export async function readArchive(file: string, folder: string, signal: AbortSignal): Promise<Read> {
  if (!existsSync(file)) throw new UsageError(`there is no ${file}`);
  const { sums, texts, tools } = await readThrough(file, folder, signal);
  const [stated, list] = [texts.get(SUMS), texts.get(LIST)];
  if (stated === undefined || list === undefined)
    throw spoilt(file, 'it has no list of checksums: it is not whole, or was not written by touchstone images export');
  const expected = new Map(stated.split('\n').map((line) => [line.slice(66), line.slice(0, 64)]));
  const differing = [...new Set([...sums.keys(), ...expected.keys()])].filter((name) => sums.get(name) !== expected.get(name));
  const changed = differing.filter((name) => name !== '' && name !== SUMS);
  if (changed.length > 0) throw spoilt(file, `these are not what was written: ${changed.join(', ')}`);
  return { ...readContents(list), tools };
}

async function readThrough(file: string, folder: string, signal: AbortSignal): Promise<Found> {
  const found: Found = { sums: new Map(), texts: new Map(), tools: [] };
  try {
    for await (const entry of entriesOf(createReadStream(file, { signal }))) await readEntry(entry, folder, found);
  } catch (error) {
    signal.throwIfAborted();
    throw spoilt(file, 'it is cut off, or no tar archive', error);
  }
  return found;
}

async function readEntry({ header: { name, type }, content }: Entry, folder: string, { sums, texts, tools }: Found): Promise<void> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  const keep = name === LIST || name === SUMS;
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk);
      if (keep) kept.push(chunk);
      yield chunk;
    }
  };
  if (name.startsWith(TOOLS)) {
    await pipeline(hashed, createWriteStream(join(folder, basename(name)), { mode: 0o755 }));
    tools.push(basename(name));
  } else {
    const reading = hashed();
    while ((await reading.next()).done !== true);
  }
  if (type === 'file') sums.set(name, hash.digest('hex'));
  if (keep) texts.set(name, Buffer.concat(kept).toString());
}

function spoilt(file: string, why: string, cause?: unknown): GroundFailure {
  return new GroundFailure(
    `${file} is not the archive that was written: ${why}`,
    'Copy it again, and compare both copies (sha256sum). Nothing of it was used.',
    cause === undefined ? [] : [messageOf(cause)],
    cause,
  );
}
