import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Listing } from '../../suites/own-cluster/listing.ts';

/** A system that Touchstone did not install, in a namespace of its own. */
export interface TheirSystem {
  /** The file of --existing that names it. */
  readonly existing: string;
  /** Everything in its namespace. */
  readonly list: () => Promise<Listing>;
  /** Takes it away, with its namespace. */
  readonly remove: () => Promise<unknown>;
}

/** Writes a file of --existing into a folder. @returns its path */
export async function existingFile(folder: string, name: string, systems: object): Promise<string> {
  const path = join(folder, `${name}.yaml`);
  await writeFile(path, stringify(systems));
  return path;
}

/** A Secret, to be applied. */
export function secretOf(name: string, stringData: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData });
}
