import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packed } from './archive.ts';
import { bundleOf, type Statement } from './bundle.ts';
import { shortfalls } from './judge.ts';
import type { Product } from './product.ts';

/** The bundle that was written; or else, because no check would accept it, what keeps the run from certifying the profile. */
export type Written = { readonly file: string } | { readonly missed: readonly string[] };

/** Writes a run's bundle into a folder, whole or not at all, and none of a run that does not certify its profile. */
export async function writeBundle(statement: Statement, folder: string): Promise<Written> {
  const missed = shortfalls(statement.profile, statement.results);
  if (missed.length > 0) return { missed };
  const file = join(folder, nameOf(statement.product));
  await writeFile(`${file}.new`, await packed(bundleOf(statement)));
  await rename(`${file}.new`, file);
  return { file };
}

/** touchstone-NAME-VERSION.tar.gz, with what no file name should have replaced. */
function nameOf({ name, version }: Product): string {
  return `touchstone-${[name, version].map((word) => word.replaceAll(/[^\w.+]+/g, '-')).join('-')}.tar.gz`;
}
