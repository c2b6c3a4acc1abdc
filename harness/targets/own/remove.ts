import { CommandError } from '../../base/command.ts';
import { orGround } from '../../base/or-ground.ts';
import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import { OUR_SELECTOR } from '../../cluster/label.ts';
import { whatIsHeld } from '../../install/held.ts';
import { isOurs, ownReleases, releaseRecords } from '../../install/ownership.ts';
import { uninstall } from '../../install/uninstall.ts';

/** How long objects have to go, in milliseconds; and then the namespace. */
const PATIENCE = 120_000;

/** The kinds of objects that a stack is made of. */
const OUR_KINDS =
  'deployments,statefulsets,jobs,pods,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets,networkpolicies,serviceaccounts,roles,rolebindings';

/** The kinds of objects by which somebody else uses a namespace; pods are asked for apart, because those of a removed workload take a while to end. */
const FOREIGN_KINDS = [
  'deployments,statefulsets,daemonsets,jobs,cronjobs,services,configmaps,secrets,persistentvolumeclaims,serviceaccounts',
  'ingresses,networkpolicies,roles,rolebindings,resourcequotas,limitranges,poddisruptionbudgets,horizontalpodautoscalers',
].join(',');

/** What Kubernetes puts into every namespace, and Istio and OpenShift do. */
const OF_EVERY_NAMESPACE: ReadonlySet<string> = new Set([
  ...['configmap/kube-root-ca.crt', 'serviceaccount/default'],
  'configmap/istio-ca-root-cert',
  ...['configmap/openshift-service-ca.crt', 'serviceaccount/builder', 'serviceaccount/deployer'],
]);

/**
 * Removes all that the harness put into a namespace and nothing else: its releases, what carries its label, and the namespace where the harness made
 * that and nobody else uses it.
 * @throws GroundFailure and Error that name what is left, and what holds it
 */
export async function removeStack(access: Access, signal: AbortSignal): Promise<void> {
  const { api, namespace } = access;
  const standing = await ifThere(api.core.readNamespace({ name: namespace }));
  if (!standing) return;
  await uninstall(ownReleases(await releaseRecords(api, namespace)), { access, signal });
  const labelled = ['delete', OUR_KINDS, '--selector', OUR_SELECTOR, `--timeout=${PATIENCE / 1000}s`];
  await orGround(access.kubectl(labelled, { signal }), async (error) => ({
    what: `not all that the harness made in ${namespace} goes: ${error.ending}`,
    mend: 'Mend what holds it, and run down again.',
    evidence: [...(await whatIsHeld(OUR_KINDS, OUR_SELECTOR, access)), ...error.output.slice(-4)],
  }));
  if (!isOurs(standing, new Set()) || (await isUsed(access, signal))) return;
  try {
    await access.kubectl(['delete', 'namespace', namespace, `--timeout=${PATIENCE / 1000}s`], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`the namespace ${namespace} does not go: ${await whatHolds(access)}`, { cause: error });
  }
}

/** Whether somebody else has put anything into a namespace that the harness made: it would go with the namespace. */
async function isUsed(access: Access, signal: AbortSignal): Promise<boolean> {
  const names = await access.kubectl(['get', FOREIGN_KINDS, '--output=name'], { signal });
  if (names.split('\n').some((name) => name !== '' && !OF_EVERY_NAMESPACE.has(name))) return true;
  const { items } = await access.api.core.listNamespacedPod({ namespace: access.namespace });
  return items.some(({ metadata }) => metadata?.ownerReferences === undefined && metadata?.deletionTimestamp === undefined);
}

/** The objects, with their finalizers, that keep a namespace from going, in the API server's own words. */
async function whatHolds(access: Access): Promise<string> {
  const path = '{range .status.conditions[?(@.status=="True")]}{.message}{" "}{end}';
  const words = await access.tryKubectl(['get', 'namespace', access.namespace, `--output=jsonpath=${path}`]);
  return words?.trim() ?? 'the API server does not say why';
}
