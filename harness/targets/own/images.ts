import type { V1Node } from '@kubernetes/client-node';
import { GroundFailure } from '../../base/failure.ts';
import { fullReference } from '../../engine/load.ts';
import { imageNamed, type Catalogue } from '../../images/catalogue.ts';
import { builtReference } from '../../images/key.ts';

/**
 * The reference of each image for a cluster that the harness cannot put images on: the one built from this tree where a node has it
 * already, else the public one, which the nodes pull themselves.
 * @throws GroundFailure that names all images that can be had in neither way
 */
export function referencesThere(names: readonly string[], catalogue: Catalogue, nodes: readonly V1Node[]): ReadonlyMap<string, string> {
  const there = new Set(nodes.flatMap(({ status }) => status?.images ?? []).flatMap((image) => image.names ?? []));
  const references = names.map((name): [string, string | undefined] => {
    const image = imageNamed(catalogue, name);
    const built = builtReference(catalogue, image);
    return [name, there.has(fullReference(built)) ? built : image.upstream];
  });
  const missing = references.flatMap(([name, reference]) =>
    reference === undefined ? [`${name} (${builtReference(catalogue, imageNamed(catalogue, name))})`] : [],
  );
  if (missing.length > 0) {
    throw new GroundFailure(
      `there is no public image of ${missing.join(', ')}, and no node of the cluster has the built one`,
      'Build it with `npm run images` and put it on the nodes under that name.',
    );
  }
  return new Map(references as [string, string][]);
}
