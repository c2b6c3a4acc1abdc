import { CommandError, run } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import type { Tools } from '../host/tools.ts';
import type { Api } from '../cluster/api.ts';
import { helmAccess, kubectlAccess } from '../cluster/access.ts';
import { LABEL, type Cluster } from '../cluster/cluster.ts';
import { RELEASE_NAME } from './ownership.ts';

/** How long pods have to end and claims to go, in milliseconds. */
const PATIENCE = 120_000;

interface Context {
  readonly api: Api;
  readonly cluster: Cluster;
  readonly tools: Tools;
  readonly signal: AbortSignal;
}

/**
 * Removes releases of the harness with the claims of their pods, and so their data. Returns when all is gone.
 * @param systems names of releases that the harness installed (ownReleases)
 * @throws GroundFailure that says what does not go
 */
export async function uninstall(systems: ReadonlySet<string>, context: Context): Promise<void> {
  const { api, cluster, tools, signal } = context;
  const { items } = await api.apps.listNamespacedStatefulSet({ namespace: cluster.namespace });
  const sets = items.filter(({ metadata }) => systems.has(metadata?.annotations?.[RELEASE_NAME] ?? ''));
  await Promise.all(
    [...systems].map((name) => run(tools.helm, ['uninstall', name, '--ignore-not-found', '--wait', ...helmAccess(cluster)], { signal })),
  );
  for (const { spec } of sets) await deleteClaims({ ...spec?.selector.matchLabels, ...LABEL }, context);
}

/** A StatefulSet gives its labels to the claims of its pods, all that it ever had. */
async function deleteClaims(labels: Readonly<Record<string, string>>, { cluster, tools, signal }: Context): Promise<void> {
  const selector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const args = ['delete', 'persistentvolumeclaims', '--selector', selector, `--timeout=${PATIENCE / 1000}s`];
  try {
    await run(tools.kubectl, [...kubectlAccess(cluster), ...args], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      `the claims of ${selector} do not go: ${error.ending}`,
      `See who holds them: kubectl describe persistentvolumeclaims --selector ${selector}`,
      error.output.slice(-4),
    );
  }
}
