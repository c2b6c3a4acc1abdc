import { join, resolve } from 'node:path';

/** The repository's root: where charts/, images/, blueprint/ and suites/ lie. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** What the harness keeps between runs and git ignores: tools, node image stores, kubeconfigs. Safe to delete while nothing runs. */
export const CACHE = join(ROOT, '.cache');
