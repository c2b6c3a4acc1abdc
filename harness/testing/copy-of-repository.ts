import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CACHE, ROOT } from '../base/paths.ts';

/** What a copy has not of its own: packages are the same, and the cache holds the cluster and its tools. */
const SHARED = ['node_modules', '.cache'];
const LEFT_OUT = [...SHARED, '.git', 'results'];

/** Does work that changes files in a copy of the repository, which is removed afterwards. @param work is given its folder */
export async function inCopyOfRepository<T>(work: (copy: string) => Promise<T>): Promise<T> {
  const copy = await mkdtemp(join(tmpdir(), 'touchstone-copy-'));
  try {
    await cp(ROOT, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !LEFT_OUT.includes(relative(ROOT, path)) });
    await mkdir(CACHE, { recursive: true }); // a link to nothing is no folder, where nothing has run yet
    for (const each of SHARED) await symlink(join(ROOT, each), join(copy, each));
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}
