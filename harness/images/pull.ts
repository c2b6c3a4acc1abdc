import { orGround } from '../base/or-ground.ts';
import type { Stream } from '../stream/stream.ts';
import type { Image } from './catalogue.ts';
import { docker } from '../engine/docker.ts';
import { localReference } from './key.ts';

/** Pulls an image's public reference, and gives the one under which the engine has it then (pulledReference). @throws GroundFailure with the engine's words */
export async function pull(image: Image, stream: Stream, signal: AbortSignal): Promise<string> {
  const upstream = upstreamOf(image);
  const reference = pulledReference(image);
  await stream.step('images/pull', `pull ${image.name}`, async (progress) => {
    const fetch = async (): Promise<void> => {
      await docker(['pull', upstream], { signal, onLine: (line) => progress(line.slice(0, 60)) });
      if (reference !== upstream) await docker(['tag', upstream, reference], { signal });
    };
    await orGround(fetch(), (error) => ({
      what: `the image ${upstream} resolved but could not be pulled`,
      mend: 'Run again, or build it: --images build.',
      evidence: error.output.slice(-5),
    }));
  });
  return reference;
}

/**
 * The reference under which the engine has a pulled image: the public one, or a local tag made of the digest where it is pinned by that. An
 * engine does not keep such a tag, and saves an image that is asked for by digest without any name, so that no node would know it.
 * @throws Error when the image has no public reference, which callers know
 */
export function pulledReference(image: Image): string {
  const upstream = upstreamOf(image);
  const digest = /@sha256:([0-9a-f]{64})/.exec(upstream)?.[1];
  return digest === undefined ? upstream : localReference(image.name, digest);
}

/** @throws Error when the image has no public reference, which callers know */
export function upstreamOf(image: Image): string {
  if (image.upstream === undefined) throw new Error(`${image.name} has no upstream`);
  return image.upstream;
}
