import { gzipSync } from 'node:zlib';

// Gzip's frame around what is compressed: its header, and a trailer that begins with the checksum that a zip archive wants.
const HEADER = 10;
const TRAILER = 8;

const DEFLATED = 8;

// A zip archive of texts by their names (PKWARE, "APPNOTE.TXT", 4.3: local headers with their files, the central directory, its end).
export function zipOf(texts) {
  const files = Object.entries(texts).map(([name, text]) => fileOf(Buffer.from(name), Buffer.from(text)));
  const locals = files.map(({ facts, name, data }) => Buffer.concat([numbers([4, 0x04034b50]), facts, name, data]));
  const starts = locals.map((_, index) => sizeOf(locals.slice(0, index)));
  const entries = files.map(({ facts, name }, index) =>
    Buffer.concat([numbers([4, 0x02014b50], [2, 20]), facts, numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, starts[index]]), name]),
  );
  const { length } = files;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, length], [2, length], [4, sizeOf(entries)], [4, sizeOf(locals)], [2, 0]);
  return Buffer.concat([...locals, ...entries, end]);
}

// What local header and central directory say alike: version, flags, method, time and date, checksum, sizes, lengths of the name and of nothing more.
function fileOf(name, text) {
  const zipped = gzipSync(text);
  const data = zipped.subarray(HEADER, -TRAILER);
  const checksum = zipped.readUInt32LE(zipped.length - TRAILER);
  const sizes = [
    [4, checksum],
    [4, data.length],
    [4, text.length],
  ];
  return { facts: numbers([2, 20], [2, 0], [2, DEFLATED], [2, 0], [2, 0x21], ...sizes, [2, name.length], [2, 0]), name, data };
}

// Numbers, little end first: of how many bytes each is, and which.
function numbers(...parts) {
  return Buffer.concat(
    parts.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

function sizeOf(buffers) {
  return buffers.reduce((sum, { length }) => sum + length, 0);
}
