import { existsSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { closest } from 'fastest-levenshtein';
import { CommandError, run } from '../../base/command.ts';
import { GroundFailure, UsageError, messageOf } from '../../base/failure.ts';
import type { Tools } from '../../host/tools.ts';
import { imageNamed, type Catalogue } from '../../images/catalogue.ts';
import { builtReference } from '../../images/key.ts';
import { fullReference } from '../../engine/load.ts';
import type { Api } from '../../cluster/api.ts';
import type { Cluster } from '../../cluster/cluster.ts';

/** What the user says of a cluster of their own. */
export interface OwnClusterOptions {
  readonly kubeconfig: string;
  readonly context?: string | undefined;
  readonly namespace: string;
}

/** Reads the kubeconfig and finds the context in it; talks to no cluster. @throws UsageError that names what is wrong with them */
export function ownCluster({ kubeconfig, context, namespace }: OwnClusterOptions): Cluster {
  if (!existsSync(kubeconfig)) throw new UsageError(`there is no kubeconfig at ${kubeconfig}`);
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new UsageError(`${kubeconfig} is not a kubeconfig: ${messageOf(error)}`);
  }
  const names = config.getContexts().map(({ name }) => name);
  const chosen = context ?? config.getCurrentContext();
  if (!names.includes(chosen)) {
    const advice = names.length === 0 ? 'it has no contexts' : `did you mean "${closest(chosen, names)}"? There are: ${names.join(', ')}`;
    throw new UsageError(`${kubeconfig} has no context "${chosen}"; ${advice}`);
  }
  return { origin: 'own', name: chosen, kubeconfig, context: chosen, namespace, fresh: false };
}

/** Checks that the cluster answers and that its user may install there. @throws GroundFailure that says which of the two fails */
export async function checkOwnCluster({ kubeconfig, context, namespace }: Cluster, tools: Tools, signal: AbortSignal): Promise<void> {
  const access = ['--kubeconfig', kubeconfig, '--context', context, '--request-timeout=5s'];
  try {
    await run(tools.kubectl, [...access, 'version'], { signal, timeout: 15_000 });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      `the cluster of context ${context} does not answer`,
      `Try it yourself: kubectl --kubeconfig ${kubeconfig} --context ${context} version`,
      error.output.slice(-3),
    );
  }
  for (const kind of ['deployments.apps', 'persistentvolumeclaims', 'secrets']) {
    const answer = await run(tools.kubectl, [...access, '--namespace', namespace, 'auth', 'can-i', 'create', kind], { signal }).catch(
      (error: unknown) => {
        if (error instanceof CommandError) return 'no'; // a "no" is exit code 1
        throw error;
      },
    );
    if (answer.trim() !== 'yes')
      throw new GroundFailure(
        `the user of context ${context} may not create ${kind} in namespace ${namespace}`,
        'Use a user that may, or another --namespace.',
      );
  }
}

/**
 * The reference of each image for a cluster that the harness cannot put images on: the one built from this tree where a node has it
 * already, else the public one, which the nodes pull themselves.
 * @throws GroundFailure that names all images that can be had in neither way
 */
export async function imagesForOwnCluster(
  names: readonly string[],
  catalogue: Catalogue,
  { core }: Api,
): Promise<ReadonlyMap<string, string>> {
  const nodes = (await core.listNode()).items;
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
