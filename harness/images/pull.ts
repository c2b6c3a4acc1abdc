import { CommandError } from '../command.ts';
import { GroundFailure } from '../failure.ts';
import type { Timeline } from '../report/timeline.ts';
import type { Image } from './catalogue.ts';
import { docker } from './docker.ts';

/** Pulls an image's public reference. @throws GroundFailure with the engine's words */
export async function pull(image: Image, timeline: Timeline, signal: AbortSignal): Promise<string> {
  const reference = upstreamOf(image);
  await timeline.step('images', `pull ${image.name}`, async (progress) => {
    try {
      await docker(['pull', reference], { signal, onLine: (line) => progress(line.slice(0, 60)) });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new GroundFailure(
        `the image ${reference} resolved but could not be pulled`,
        'Run again, or build it: --images build.',
        error.output.slice(-5),
      );
    }
  });
  return reference;
}

/** @throws Error when the image has no public reference, which callers know */
export function upstreamOf(image: Image): string {
  if (image.upstream === undefined) throw new Error(`${image.name} has no upstream`);
  return image.upstream;
}
