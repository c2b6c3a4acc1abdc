import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { GroundFailure } from '../base/failure.ts';
import { asTyped } from '../base/paths.ts';

/** The Kustomize component of a blueprint that puts facts into the files that have them inside. */
const COMPONENT = 'facts-in-files';

/** The component of the blueprint that a base or an overlay belongs to; undefined where that has none. */
export function factsInFiles(folder: string): string | undefined {
  const blueprints = [join(folder, '..'), join(folder, '..', '..')];
  return blueprints.map((blueprint) => join(blueprint, COMPONENT)).find((component) => existsSync(component));
}

/**
 * Kustomize puts facts into files where the component is listed, and nowhere else: an overlay that does not list it would change a fact beside files
 * that go on saying the base's.
 * @throws GroundFailure with the line that such an overlay lacks
 */
export function checkReachesFiles(folder: string): void {
  const component = factsInFiles(folder);
  if (component === undefined || componentsOf(folder).includes(resolve(component))) return;
  throw new GroundFailure(
    `${asTyped(folder)} does not list the component ${COMPONENT}, so that facts which it changes would not reach the files that have them inside`,
    `Add a line to its kustomization.yaml: components: [${relative(folder, component)}]`,
  );
}

function componentsOf(folder: string): string[] {
  const kustomization = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as { readonly components?: string[] } | null;
  return kustomization?.components?.map((path) => resolve(folder, path)) ?? [];
}
