import pLimit from 'p-limit';
import type { CommandError } from '../base/command.ts';
import { orGround, type Meaning } from '../base/or-ground.ts';
import { together } from '../base/together.ts';
import { docker, hasImage } from '../engine/docker.ts';
import { classifyPullError } from '../model/pull-problem.ts';
import type { Stream } from '../stream/stream.ts';
import { referenceIn } from './in-registry.ts';
import { hostArchitecture } from './key.ts';
import { registryOf } from './registry.ts';

/** An image of the engine under the name that it has somewhere. */
export interface NamedImage {
  readonly name: string;
  readonly reference: string;
}

/** A registry takes the layers of an image several at a time already. */
const AT_ONCE = 2;

/**
 * Puts images into a registry of the user's own, and gives the references that they have there. The engine's log-ins count (docker login).
 * @throws GroundFailure with the registry's words, and what to do about them
 */
export async function pushAll(images: readonly NamedImage[], registry: string, stream: Stream, signal: AbortSignal): Promise<NamedImage[]> {
  const limit = pLimit(AT_ONCE);
  const pushes = images.map((image) => (stop: AbortSignal) => limit(() => push(image, registry, stream, stop)));
  return [...(await together(signal, pushes))];
}

async function push(image: NamedImage, registry: string, stream: Stream, signal: AbortSignal): Promise<NamedImage> {
  const reference = referenceIn(registry, image, hostArchitecture());
  await stream.step('images/push', `push ${image.name}`, async (progress) => {
    const known = await hasImage(reference, signal);
    await docker(['tag', image.reference, reference], { signal });
    try {
      const pushing = docker(['push', reference], { signal, onLine: (line) => progress(line.slice(0, 60)) });
      await orGround(pushing, (error) => refusalOf(reference, error));
    } finally {
      if (!known) await docker(['image', 'rm', '--no-prune', reference]); // the name only: the image has its own
    }
  });
  return { name: image.name, reference };
}

function refusalOf(reference: string, error: CommandError): Meaning {
  const host = registryOf(reference);
  const words = error.output.join('\n');
  const problem = classifyPullError(words);
  const mend = words.includes('HTTP response to HTTPS client')
    ? `${host} speaks plain HTTP, which the engine does only with registries on this host or named in its settings (insecure-registries).`
    : problem === 'unauthorised'
      ? `Log in: docker login ${host}. Some registries want a repository to be made before the first push.`
      : problem === 'registry out of reach'
        ? `Does this host reach it? Try: curl https://${host}/v2/`
        : 'See the registry’s words below.';
  return { what: `${reference} could not be pushed`, mend, evidence: error.output.slice(-4) };
}
