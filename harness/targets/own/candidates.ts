import { GroundFailure } from '../../base/failure.ts';
import type { Catalogue, Image } from '../../images/catalogue.ts';
import { referenceIn } from '../../images/in-registry.ts';
import { hostArchitecture } from '../../images/key.ts';
import { builtReferences } from '../../images/on-public.ts';
import { pulledReference } from '../../images/pull.ts';

/** A reference under which nodes may have an image. */
export interface Candidate {
  readonly name: string;
  readonly reference: string;
  /** Whether they pull it where they lack it. What this tree built is under a name that no registry serves. */
  readonly pulled: boolean;
}

/** What a user says of the images on a cluster of their own. */
export interface ImageWishes {
  /** HOST/PREFIX, into which `touchstone images push` put all of them. */
  readonly registry?: string | undefined;
  /** References in place of the catalogue's, by image name. */
  readonly replaced: ReadonlyMap<string, string>;
}

/**
 * The references that an image may have on nodes, the best first: the one that the user names; those under which it is pushed into the registry that
 * the user names; else the one built from this tree, and the public one.
 * @param architectures of the nodes, Go's names; an image that was built or pushed is for one of them
 * @throws GroundFailure where nodes of several architectures would need an image that is for one
 */
export function candidatesFor(
  image: Image,
  { catalogue, architectures }: { readonly catalogue: Catalogue; readonly architectures: readonly string[] },
  { registry, replaced }: ImageWishes,
): Candidate[] {
  const { name, upstream } = image;
  const replacement = replaced.get(name);
  if (replacement !== undefined) return [{ name, reference: replacement, pulled: true }];
  const [architecture = hostArchitecture(), ...others] = architectures; // none are told to some users
  const several = others.length > 0;
  if (several && (registry !== undefined || upstream === undefined)) throw severalArchitectures(name, architectures);
  const built = builtReferences(catalogue, image, architecture);
  if (registry === undefined)
    return [
      ...(several ? [] : built.map((reference) => ({ name, reference, pulled: false }))),
      ...(upstream === undefined ? [] : [{ name, reference: upstream, pulled: true }]),
    ];
  const local = [...built, ...(upstream === undefined ? [] : [pulledReference(image)])];
  return local.map((reference) => ({ name, reference: referenceIn(registry, { name, reference }, architecture), pulled: true }));
}

function severalArchitectures(name: string, architectures: readonly string[]): GroundFailure {
  return new GroundFailure(
    `the nodes are of several architectures (${architectures.join(', ')}), and the image ${name}, built or pushed, is for one`,
    `Keep the stack to nodes of one (kubectl cordon the others), or name an image for all: --image ${name}=REFERENCE.`,
  );
}
