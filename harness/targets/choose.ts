import { UsageError } from '../base/failure.ts';
import { projectAt } from '../base/project.ts';
import { replacementsIn } from '../images/replacements.ts';
import { IMAGES, KIND, NODES } from '../options/kind.ts';
import { flagsAgain, type Declared, type OptionsOf, type Values } from '../options/option.ts';
import { OWN_IMAGES } from '../options/own-images.ts';
import { OWN } from '../options/own.ts';
import type { PROJECT } from '../options/project.ts';
import type { FRESH, OVERLAY } from '../options/stack.ts';
import type { Stream } from '../stream/stream.ts';
import type { ImageWishes } from './own/candidates.ts';
import type { Pulling } from './own/pulling.ts';
import type { Target } from './target.ts';

/** What a user may say of where a run takes place; each target takes the part that it knows. */
export type TargetOptions = OptionsOf<
  readonly [typeof PROJECT, ...typeof OWN, ...typeof OWN_IMAGES, ...typeof KIND, typeof OVERLAY, typeof FRESH]
>;

/** A target that was chosen, and whether what stands there is to be replaced. */
export interface Choice {
  readonly target: Target;
  readonly fresh: boolean;
}

/**
 * The target that the options speak of. Its libraries are loaded when it is chosen, which takes longer than a word about wrong usage should.
 * @throws UsageError for options that make no sense together, or that mean nothing to it
 */
export async function chooseTarget(options: TargetOptions, stream: Stream): Promise<Choice> {
  const { overlay } = options;
  if (!isOwn(options)) {
    refuseOfOwn(options);
    const { images = IMAGES.usual, mirror, nodes = NODES.usual, fresh = process.env.CI === 'true' } = options;
    const { kindTarget } = await import('./kind/target.ts');
    return { target: kindTarget({ images, mirror, nodes, overlay, fresh }, stream), fresh };
  }
  refuse(KIND, options);
  // What stands on a user's own cluster is theirs to keep, whatever the environment says.
  const { fresh = false } = options;
  const images = imagesAsked(options);
  const { findPlace } = await import('./own/kubeconfig.ts');
  const place = findPlace(options);
  const { ownTarget } = await import('./own/target.ts');
  return { target: ownTarget({ place, overlay, fresh, ...images, imageFlags: flagsAgain(OWN_IMAGES, options) }, stream), fresh };
}

/** Whether the options speak of a cluster of the user's own: of its kubeconfig, or of a context in those where kubectl looks. */
export function isOwn({ kubeconfig, context }: OptionsOf<typeof OWN>): boolean {
  return kubeconfig !== undefined || context !== undefined;
}

/** What the options say of the images on a cluster of the user's own, and of how its nodes pull. @throws UsageError for an image that there is none of */
export function imagesAsked(options: OptionsOf<readonly [...typeof OWN_IMAGES, typeof PROJECT]>): {
  readonly images: ImageWishes;
  readonly pulling: Pulling;
} {
  const { registry, image, pullSecret, pullPolicy, project } = options;
  const pullSecrets = pullSecret?.split(',').filter((name) => name !== '');
  return { images: { registry, replaced: replacementsIn(image, projectAt(project)) }, pulling: { pullSecrets, pullPolicy } };
}

/** @throws UsageError for an option that means something on a cluster of the user's own alone */
export function refuseOfOwn(options: Values): void {
  refuse([...OWN, ...OWN_IMAGES], options);
}

/** @throws UsageError for an option of another target that the user gave */
function refuse(others: readonly Declared[], given: Values): void {
  for (const { option, elsewhere } of others)
    if (elsewhere !== undefined && given[option.attributeName()] !== undefined) throw new UsageError(elsewhere);
}
