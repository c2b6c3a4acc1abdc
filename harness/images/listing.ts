import { tryRun } from '../base/command.ts';
import { imageNamed, type Catalogue } from './catalogue.ts';
import { referenceIn } from './in-registry.ts';
import { hostArchitecture } from './key.ts';
import { builtReferences } from './on-public.ts';
import { pulledReference } from './pull.ts';
import { isPulled } from './source.ts';

/** An image, as far as it is known here without asking anybody. */
export interface ListedImage {
  readonly name: string;
  /** Under which the engine has it, or will have it: the public one, or the one built from this tree. */
  readonly reference: string;
  /** The public reference, where there is an image that fits. */
  readonly upstream: string | undefined;
  /** Under which `images push` puts it into the registry named. */
  readonly pushed: string | undefined;
  /** Of the public image's manifest, where images.yaml has it; of what the engine has, where it has the image. */
  readonly digest: string | undefined;
  /** In bytes: what the engine that has it says that it takes (unpacked; with containerd's image store packed, too), else unpacked, by images.yaml. */
  readonly size: number;
  /** Whether the engine has it. */
  readonly there: boolean;
}

/** All that is known of images. Fetches nothing and asks no registry; the engine is asked where it answers. */
export async function listImages(
  names: readonly string[],
  catalogue: Catalogue,
  registry: string | undefined,
  signal: AbortSignal,
): Promise<ListedImage[]> {
  return Promise.all(
    names.map(async (name) => {
      const image = imageNamed(catalogue, name);
      const candidates = [...(image.upstream === undefined ? [] : [pulledReference(image)]), ...builtReferences(catalogue, image)];
      const inspected = await Promise.all(candidates.map(async (reference) => ({ reference, held: await inspect(reference, signal) })));
      const found = inspected.find(({ held }) => held !== undefined);
      const reference = found?.reference ?? candidates[0] ?? '';
      return {
        name,
        reference,
        upstream: image.upstream,
        pushed: registry === undefined ? undefined : referenceIn(registry, { name, reference }, hostArchitecture()),
        digest: (isPulled({ image, reference }) ? pinnedDigest(image.upstream) : undefined) ?? found?.held?.digest,
        size: found?.held?.size ?? image.size * 2 ** 20,
        there: found !== undefined,
      };
    }),
  );
}

function pinnedDigest(upstream = ''): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(upstream)?.[1];
}

async function inspect(reference: string, signal: AbortSignal): Promise<{ digest: string; size: number } | undefined> {
  const said = await tryRun('docker', ['image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference], { signal });
  const [digest = '', size] = said?.trim().split(' ') ?? [];
  return size === undefined ? undefined : { digest, size: Number(size) };
}
