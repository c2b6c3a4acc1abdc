import { createHash } from 'node:crypto';
import type { KubernetesObject, V1Taint } from '@kubernetes/client-node';

/** Objects that Kubernetes makes and removes by itself, about others. */
const ABOUT_OTHERS = /^(events|leases|endpoints|endpointslices|controllerrevisions|replicasets|pods\.metrics\.k8s\.io)\b/;

type Kubectl = (...args: readonly string[]) => Promise<string>;

/** What is listed, by kind and name ("ConfigMap spark"), with a digest of what it holds. */
export type Listing = Readonly<Record<string, string>>;

/** Everything that a namespace lists, of every kind that the API server knows there: secrets are among it. */
export function everythingIn(kubectl: Kubectl): Promise<Listing> {
  return listed(kubectl, '--namespaced');
}

/** Everything that a cluster lists outside of namespaces, nodes and volumes among it. */
export function everythingOutside(kubectl: Kubectl): Promise<Listing> {
  return listed(kubectl, '--namespaced=false');
}

async function listed(kubectl: Kubectl, which: string): Promise<Listing> {
  const kinds = (await kubectl('api-resources', which, '--verbs=list', '--output=name')).split('\n');
  const asked = kinds.filter((kind) => kind !== '' && !ABOUT_OTHERS.test(kind));
  const { items } = JSON.parse(await kubectl('get', asked.join(','), '--output=json')) as { items: KubernetesObject[] };
  return Object.fromEntries(items.map((object) => [`${object.kind ?? ''} ${object.metadata?.name ?? ''}`, digest(object)]));
}

/** What is no one's content: written by the API server, or by what works on the object. */
const BESIDE = ['status', 'resourceVersion', 'managedFields', 'generation'];

/** Begins the names of what Kubernetes itself says of a node, and takes back: that it is not ready, or short of something. */
const SAID_OF_NODES = 'node.kubernetes.io/';

function digest(object: KubernetesObject): string {
  const content = JSON.stringify(object, (key, value: unknown) => {
    if (BESIDE.includes(key)) return undefined;
    return key === 'taints' ? somebodysTaints(value as readonly V1Taint[]) : value;
  });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

function somebodysTaints(taints: readonly V1Taint[]): readonly V1Taint[] | undefined {
  const left = taints.filter(({ key }) => !key.startsWith(SAID_OF_NODES));
  return left.length === 0 ? undefined : left;
}
