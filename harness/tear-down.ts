import { CommandError, run, tryRun } from './command.ts';
import { messageOf } from './failure.ts';
import type { Tools } from './host/tools.ts';
import { helmAccess, kubectlAccess } from './install/install.ts';
import type { Cleanup } from './report/results.ts';
import type { Timeline } from './report/timeline.ts';
import type { Ground } from './stand-up.ts';
import { connectTo, ifThere } from './target/api.ts';
import { LABEL, type Cluster } from './target/cluster.ts';
import { deleteKindCluster } from './target/kind.ts';

/** How long a namespace has to go, in milliseconds. */
const NAMESPACE_PATIENCE = 120_000;

/** Leaves the ground as the user asked: a fresh cluster goes unless it is to be kept, any other stays. Never throws. */
export async function tearDown(
  { cluster, tools }: Ground,
  { fresh, keep }: { readonly fresh: boolean; readonly keep: boolean },
  timeline: Timeline,
): Promise<Cleanup> {
  if (!cluster || !tools) return { status: 'nothing to do', detail: '' };
  if (!fresh || keep) return { status: 'kept', detail: `${cluster.name}; use it with: export KUBECONFIG=${cluster.kubeconfig}` };
  try {
    await timeline.step('cleanup', `remove ${cluster.name}`, () => remove(cluster, tools));
    return { status: 'removed', detail: cluster.name };
  } catch (error) {
    return { status: 'failed', detail: messageOf(error) };
  }
}

/** Removes all that the harness put on a cluster: a kind cluster whole, of any other the releases and the namespace. @throws Error that names what is left */
export async function remove(cluster: Cluster, tools: Tools): Promise<void> {
  if (cluster.origin === 'kind') await deleteKindCluster(tools);
  else await removeFromOwnCluster(cluster, tools);
}

async function removeFromOwnCluster(cluster: Cluster, tools: Tools): Promise<void> {
  const { core } = connectTo(cluster);
  const releases = (await run(tools.helm, ['list', '--all', '--short', ...helmAccess(cluster)])).split('\n').filter((name) => name !== '');
  await Promise.all(releases.map((name) => run(tools.helm, ['uninstall', name, '--ignore-not-found', ...helmAccess(cluster)])));
  const selector = Object.entries(LABEL)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  await run(tools.kubectl, [...kubectlAccess(cluster), 'delete', 'configmaps,secrets,persistentvolumeclaims', '--selector', selector]);
  const namespace = await ifThere(core.readNamespace({ name: cluster.namespace }));
  const isOurs = Object.entries(LABEL).every(([key, value]) => namespace?.metadata?.labels?.[key] === value);
  if (!isOurs) return;
  try {
    await run(tools.kubectl, [
      ...kubectlAccess(cluster),
      'delete',
      'namespace',
      cluster.namespace,
      `--timeout=${NAMESPACE_PATIENCE / 1000}s`,
    ]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`the namespace ${cluster.namespace} does not go: ${await whatHolds(cluster, tools)}`, { cause: error });
  }
}

/** The objects, with their finalizers, that keep a namespace from going, in the API server's own words. */
async function whatHolds(cluster: Cluster, tools: Tools): Promise<string> {
  const path = '{range .status.conditions[?(@.status=="True")]}{.message}{" "}{end}';
  const words = await tryRun(tools.kubectl, [
    ...kubectlAccess(cluster),
    'get',
    'namespace',
    cluster.namespace,
    `--output=jsonpath=${path}`,
  ]);
  return words?.trim() ?? 'the API server does not say why';
}
