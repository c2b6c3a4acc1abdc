import type { V1Pod, V1PodTemplateSpec } from '@kubernetes/client-node';
import type { Api } from './api.ts';

/**
 * Names of a pod's containers that its chart, or its Job, has. Something in the cluster, a service mesh for one, may have put others into it, before them
 * or behind: those are nobody's of the stack.
 */
export async function ownContainers({ metadata, spec }: V1Pod, api: Api): Promise<string[]> {
  const names = (spec?.containers ?? []).map(({ name }) => name);
  if (names.length < 2) return names; // nothing was put there
  const template = await templateOf(metadata, api);
  const own = new Set(template?.spec?.containers.map(({ name }) => name) ?? names);
  return names.filter((name) => own.has(name));
}

/** What a pod was made from; undefined where that is not kept, as of a Spark executor. */
async function templateOf(metadata: V1Pod['metadata'], { apps, batch }: Api): Promise<V1PodTemplateSpec | undefined> {
  const { kind, name = '' } = metadata?.ownerReferences?.[0] ?? {};
  const namespace = metadata?.namespace ?? '';
  if (kind === 'StatefulSet') return (await apps.readNamespacedStatefulSet({ name, namespace })).spec?.template;
  if (kind === 'Job') return (await batch.readNamespacedJob({ name, namespace })).spec?.template;
  // A Deployment's ReplicaSets are called after it and a hash.
  if (kind === 'ReplicaSet') return (await apps.readNamespacedDeployment({ name: name.replace(/-[^-]+$/, ''), namespace })).spec?.template;
  return undefined;
}
