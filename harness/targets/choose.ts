import { UsageError } from '../base/failure.ts';
import type { ImagePolicy } from '../images/policy.ts';
import type { Stream } from '../stream/stream.ts';
import type { Target } from './target.ts';

/** What a user may say of where a run takes place; each target takes the part that it knows. */
export interface TargetOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly images?: ImagePolicy;
  readonly nodes?: number;
  readonly overlay?: string;
  /** Nothing where the user said neither. */
  readonly fresh?: boolean;
}

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
    if (options.namespace !== undefined)
      throw new UsageError('--namespace says where on a cluster of your own; name its --kubeconfig or --context too');
    const { images = 'auto', nodes = 1, fresh = process.env.CI === 'true' } = options;
    const { kindTarget } = await import('./kind/target.ts');
    return { target: kindTarget({ images, nodes, overlay, fresh }, stream), fresh };
  }
  if (options.nodes !== undefined) throw new UsageError('--nodes says how many a kind cluster gets; a cluster of your own has its own');
  if (options.images !== undefined) throw new UsageError('--images says how a kind cluster gets them; the nodes of your own pull theirs');
  // What stands on a user's own cluster is theirs to keep, whatever the environment says.
  const { fresh = false } = options;
  const { findPlace } = await import('./own/kubeconfig.ts');
  const place = findPlace(options);
  const { ownTarget } = await import('./own/target.ts');
  return { target: ownTarget({ place, overlay, fresh }, stream), fresh };
}

/** Whether the options speak of a cluster of the user's own: of its kubeconfig, or of a context in those where kubectl looks. */
export function isOwn({ kubeconfig, context }: TargetOptions): boolean {
  return kubeconfig !== undefined || context !== undefined;
}
