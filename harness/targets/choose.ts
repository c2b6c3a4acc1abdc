import { UsageError } from '../base/failure.ts';
import { NAMESPACE } from '../cluster/place.ts';
import { checkRegistry } from '../images/in-registry.ts';
import type { ImagePolicy, PullPolicy } from '../images/policy.ts';
import { replacementsIn } from '../images/replacements.ts';
import type { Stream } from '../stream/stream.ts';
import type { Target } from './target.ts';

/** What a user may say of where a run takes place; each target takes the part that it knows. */
export interface TargetOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly images?: ImagePolicy;
  /** Where the nodes of a cluster of one's own get images from, and how. */
  readonly registry?: string;
  readonly image?: string;
  readonly pullSecret?: string;
  readonly pullPolicy?: PullPolicy;
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
  const { kubeconfig, context, namespace = NAMESPACE, overlay } = options;
  if (kubeconfig === undefined) {
    if (context !== undefined) throw new UsageError('--context says which context of a --kubeconfig; name that too');
    if (options.namespace !== undefined) throw new UsageError('--namespace says where on a cluster of your own; name its --kubeconfig too');
    if ((options.registry ?? options.image ?? options.pullSecret ?? options.pullPolicy) !== undefined)
      throw new UsageError(
        '--registry, --image, --pull-secret and --pull-policy say how the nodes of a --kubeconfig get images; a kind cluster is given them',
      );
    const { images = 'auto', nodes = 1, fresh = process.env.CI === 'true' } = options;
    const { kindTarget } = await import('./kind/target.ts');
    return { target: kindTarget({ images, nodes, overlay, fresh }, stream), fresh };
  }
  if (options.nodes !== undefined)
    throw new UsageError('--nodes says how many a kind cluster gets; the cluster of a --kubeconfig has its own');
  if (options.images !== undefined)
    throw new UsageError('--images says how a kind cluster gets them; the nodes of a --kubeconfig pull theirs');
  // What stands on a user's own cluster is theirs to keep, whatever the environment says.
  const { fresh = false, registry, image, pullSecret = '', pullPolicy } = options;
  if (registry !== undefined) checkRegistry(registry);
  const images = { registry, replaced: replacementsIn(image) };
  const pulling = { pullSecrets: pullSecret.split(',').filter((name) => name !== ''), pullPolicy };
  const { placeOf } = await import('./own/kubeconfig.ts');
  const place = placeOf({ kubeconfig, context, namespace });
  const { ownTarget } = await import('./own/target.ts');
  return { target: ownTarget({ place, overlay, fresh, images, pulling }, stream), fresh };
}
