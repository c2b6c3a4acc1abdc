import { isAbsolute, join, relative, resolve } from 'node:path';

/** The repository's root. What a project can have of its own (suites, charts, images, the blueprint) is found by project.ts. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/** What the harness keeps between runs and git ignores: tools, node image stores, kubeconfigs. Safe to delete while nothing runs. */
export const CACHE = join(ROOT, '.cache');

/** A path as one would type it in this repository: from its root where it lies below, else absolute. */
export function asTyped(path: string): string {
  const below = relative(ROOT, path);
  return below.startsWith('..') || isAbsolute(below) ? path : below;
}
