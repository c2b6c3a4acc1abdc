import { createHash } from 'node:crypto';
import type { KubernetesObject } from '@kubernetes/client-node';

/** Objects that Kubernetes makes and removes by itself, about others. */
const ABOUT_OTHERS = /^(events|leases|endpoints|endpointslices|pods\.metrics\.k8s\.io)\b/;

type Kubectl = (...args: readonly string[]) => Promise<string>;

/**
 * Everything that a namespace lists, of every kind that the API server knows there, by kind and name ("ConfigMap spark"), with a digest of
 * what it holds: secrets are among it. What the API server itself writes beside that (version, status) is left out.
 */
export async function everythingIn(kubectl: Kubectl): Promise<Readonly<Record<string, string>>> {
  const kinds = (await kubectl('api-resources', '--namespaced', '--verbs=list', '--output=name')).split('\n');
  const asked = kinds.filter((kind) => kind !== '' && !ABOUT_OTHERS.test(kind));
  const { items } = JSON.parse(await kubectl('get', asked.join(','), '--output=json')) as {
    items: (KubernetesObject & { status?: unknown })[];
  };
  return Object.fromEntries(
    items.map(({ status: _, ...object }) => {
      const { name = '', resourceVersion: _version, managedFields: _managers, ...metadata } = object.metadata ?? {};
      return [`${object.kind ?? ''} ${name}`, digest({ ...object, metadata })];
    }),
  );
}

function digest(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
