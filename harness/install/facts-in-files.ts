import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

/** The Kustomize component of a blueprint that puts facts into the files that have them inside. */
const COMPONENT = 'facts-in-files';

/** The component of the blueprint that a base or an overlay belongs to; undefined where that has none. */
export function factsInFiles(folder: string): string | undefined {
  const blueprints = [join(folder, '..'), join(folder, '..', '..')];
  return blueprints.map((blueprint) => join(blueprint, COMPONENT)).find((component) => existsSync(component));
}

/**
 * Whether the facts of a base or an overlay are in the files that have them inside. Kustomize puts them there where the component is listed, and
 * nowhere else: an overlay that does not list it changes a fact beside files that go on saying the base's.
 */
export function reachesFiles(folder: string): boolean {
  const component = factsInFiles(folder);
  return component === undefined || componentsOf(folder).includes(resolve(component));
}

function componentsOf(folder: string): string[] {
  const kustomization = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as { readonly components?: string[] } | null;
  return kustomization?.components?.map((path) => resolve(folder, path)) ?? [];
}
