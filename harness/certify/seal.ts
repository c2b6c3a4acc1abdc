import { checksumOf } from './checksums.ts';

/** How a gzip file begins here: deflated, with a comment, of no time, packed as well as can be, on no system (RFC 1952). */
const BEGINNING = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 2, 0xff]);

/** Whatever packs it, a comment has the SHA-256 of all that comes after it: what unpacks a file overlooks bits that nothing is written with, and what stands behind its end. */
function commentOn(rest: Buffer): Buffer {
  return Buffer.from(`SHA-256 of what follows: ${checksumOf(rest)}\0`, 'latin1');
}

/** A gzip file that has no name or comment, with a checksum of itself. */
export function sealed(gzip: Buffer): Buffer {
  const rest = gzip.subarray(BEGINNING.length);
  return Buffer.concat([BEGINNING, commentOn(rest), rest]);
}

/** Whether it is such a file, and no byte of it is another. */
export function isSealed(file: Buffer): boolean {
  const end = file.indexOf(0, BEGINNING.length) + 1;
  const rest = file.subarray(end);
  return file.equals(Buffer.concat([BEGINNING, commentOn(rest), rest]));
}
