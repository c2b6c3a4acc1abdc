import { CommandError, run, tryRun } from './base/command.ts';
import { messageOf } from './base/failure.ts';
import type { Tools } from './host/tools.ts';
import { isOurs, ownReleases, releaseRecords } from './install/ownership.ts';
import { uninstall } from './install/uninstall.ts';
import type { Cleanup } from './model/results.ts';
import type { Timeline } from './stream/timeline.ts';
import type { Ground } from './stand-up.ts';
import { kubectlAccess } from './cluster/access.ts';
import { connectTo, ifThere, type Api } from './cluster/api.ts';
import { LABEL, type Cluster } from './cluster/cluster.ts';
import { deleteKindCluster } from './targets/kind/kind.ts';

/** How long objects have to go, in milliseconds; and then the namespace. */
const PATIENCE = 120_000;

const OUR_SELECTOR = Object.entries(LABEL)
  .map(([key, value]) => `${key}=${value}`)
  .join(',');

/** The kinds of objects that a stack is made of. */
const OUR_KINDS =
  'deployments,statefulsets,jobs,pods,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets,serviceaccounts,roles,rolebindings';

/** The kinds of objects by which somebody else uses a namespace; pods are asked for apart, because those of a removed workload take a while to end. */
const FOREIGN_KINDS =
  'deployments,statefulsets,daemonsets,jobs,cronjobs,services,configmaps,secrets,persistentvolumeclaims,serviceaccounts';

/** What Kubernetes puts into every namespace. */
const OF_EVERY_NAMESPACE: ReadonlySet<string> = new Set(['configmap/kube-root-ca.crt', 'serviceaccount/default']);

/** A run that was told to stop clears away all the same. */
const UNSTOPPED = new AbortController().signal;

/** Leaves the ground as the user asked: a fresh cluster goes unless it is to be kept, any other stays. Never throws. */
export async function tearDown(
  { cluster, tools }: Ground,
  { fresh, keep }: { readonly fresh: boolean; readonly keep: boolean },
  timeline: Timeline,
): Promise<Cleanup> {
  if (!cluster || !tools) return { status: 'nothing to do', detail: '' };
  if (!fresh || keep) return { status: 'kept', detail: `${cluster.name}; use it with: export KUBECONFIG=${cluster.kubeconfig}` };
  try {
    await timeline.step('cleanup', `remove ${cluster.name}`, () => remove(cluster, tools, UNSTOPPED));
    return { status: 'removed', detail: cluster.name };
  } catch (error) {
    return { status: 'failed', detail: messageOf(error) };
  }
}

/**
 * Removes all that the harness put on a cluster and nothing else: a kind cluster whole, of any other its releases, what carries its label, and the
 * namespace where the harness made that and nobody else uses it.
 * @throws Error that names what is left
 */
export async function remove(cluster: Cluster, tools: Tools, signal: AbortSignal): Promise<void> {
  if (cluster.origin === 'kind') await deleteKindCluster(tools, signal);
  else await removeFromOwnCluster(cluster, tools, signal);
}

async function removeFromOwnCluster(cluster: Cluster, tools: Tools, signal: AbortSignal): Promise<void> {
  const api = connectTo(cluster);
  const { namespace } = cluster;
  const standing = await ifThere(api.core.readNamespace({ name: namespace }));
  if (!standing) return;
  await uninstall(ownReleases(await releaseRecords(api, namespace)), { api, cluster, tools, signal });
  const labelled = ['delete', OUR_KINDS, '--selector', OUR_SELECTOR, `--timeout=${PATIENCE / 1000}s`];
  await run(tools.kubectl, [...kubectlAccess(cluster), ...labelled], { signal });
  if (!isOurs(standing, new Set()) || (await isUsed(cluster, api, tools, signal))) return;
  try {
    await run(tools.kubectl, [...kubectlAccess(cluster), 'delete', 'namespace', namespace, `--timeout=${PATIENCE / 1000}s`], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`the namespace ${namespace} does not go: ${await whatHolds(cluster, tools)}`, { cause: error });
  }
}

/** Whether somebody else has put anything into a namespace that the harness made: it would go with the namespace. */
async function isUsed(cluster: Cluster, { core }: Api, tools: Tools, signal: AbortSignal): Promise<boolean> {
  const names = await run(tools.kubectl, [...kubectlAccess(cluster), 'get', FOREIGN_KINDS, '--output=name'], { signal });
  if (names.split('\n').some((name) => name !== '' && !OF_EVERY_NAMESPACE.has(name))) return true;
  const { items } = await core.listNamespacedPod({ namespace: cluster.namespace });
  return items.some(({ metadata }) => metadata?.ownerReferences === undefined && metadata?.deletionTimestamp === undefined);
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
