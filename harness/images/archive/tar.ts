import { createHash } from 'node:crypto';
import { extract, type Extract, type Header, type Pack } from 'tar-stream';

/** A file, folder or link of a tar archive. */
export interface Entry {
  readonly header: Header;
  /** Must be read to its end before the next entry comes. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** What a new entry is called at least, and its size in bytes where it is a file. */
export type NewHeader = Partial<Header> & Pick<Header, 'name'>;

type Sink = ReturnType<Pack['entry']> | Extract;

/** The entries of a tar archive, one after the other. @throws what the source throws, and Error where it is no archive or ends within an entry */
export async function* entriesOf(source: AsyncIterable<unknown>): AsyncGenerator<Entry> {
  const entries = extract();
  entries.on('error', () => undefined); // whoever reads them is told
  const feeding = feed(source, entries);
  feeding.catch((error: unknown) => entries.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const entry of entries) yield { header: entry.header, content: bytesOf(entry) };
    await feeding;
  } finally {
    entries.destroy();
  }
}

/** Adds an entry, and gives the SHA-256 of its content, as hexadecimal digits. @throws Error when the archive was given up meanwhile */
export async function addEntry(archive: Pack, header: NewHeader, content: AsyncIterable<unknown>): Promise<string> {
  const sink = archive.entry(header);
  sink.on('error', () => undefined); // the archive's own is told
  const hash = createHash('sha256');
  for await (const chunk of bytesOf(content)) {
    hash.update(chunk);
    await write(sink, chunk);
  }
  sink.end(undefined);
  return hash.digest('hex');
}

async function feed(source: AsyncIterable<unknown>, entries: Extract): Promise<void> {
  for await (const chunk of bytesOf(source)) await write(entries, chunk);
  entries.end(undefined);
}

async function* bytesOf(source: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a stream of bytes gave something else');
    yield chunk;
  }
}

async function write(sink: Sink, chunk: Uint8Array): Promise<void> {
  if (!sink.write(chunk)) await drained(sink);
  if (sink.destroyed) throw new Error('the archive was given up');
}

function drained(sink: Sink): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      sink.off('drain', done);
      sink.off('close', done);
      resolve();
    };
    sink.on('drain', done);
    sink.on('close', done);
  });
}
