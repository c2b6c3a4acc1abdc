import { createHash } from 'node:crypto';

/** The file that has the checksums of all others, in the form that `sha256sum --check` reads. */
export const CHECKSUMS = 'SHA256SUMS';

/** That file, its path first. */
export function checksumsOf(files: Readonly<Record<string, string>>): readonly [string, string] {
  const lines = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => `${checksumOf(text)}  ${path}\n`);
  return [CHECKSUMS, lines.join('')];
}

/** SHA-256 in hexadecimal digits. */
export function checksumOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Checksums by path, as such a file says; a line of another form has none. */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sum = '', path = '']) => [path, sum]));
}
