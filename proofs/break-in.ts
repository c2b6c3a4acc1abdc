import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

/** What a file says with a fault in it. @throws Error when the part that the fault changes is not there, or not once */
export async function broken(root: string, { file, from, to }: Fault): Promise<string> {
  const [before, after, ...others] = (await readFile(join(root, file), 'utf8')).split(from);
  if (before === undefined || after === undefined || others.length > 0) throw new Error(`${file} does not have once: ${from}`);
  return `${before}${to}${after}`;
}

/** Puts a fault into a copy of the repository. */
export async function breakIn(copy: string, fault: Fault): Promise<void> {
  await writeFile(join(copy, fault.file), await broken(copy, fault));
}
