import type { V1Node, V1Pod, V1StorageClass } from '@kubernetes/client-node';
import { messageOf } from '../base/failure.ts';
import type { ClusterFacts, NodeFacts } from '../model/cluster-facts.ts';
import { isOfAChart } from '../model/release.ts';
import type { Access } from './access.ts';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Names of the DaemonSets by which pod networks are known: as their own manifests and charts name them. */
const POD_NETWORKS: Readonly<Record<string, string>> = {
  'antrea-agent': 'Antrea',
  'aws-node': 'Amazon VPC CNI',
  'azure-cni': 'Azure CNI',
  'calico-node': 'Calico',
  canal: 'Canal',
  cilium: 'Cilium',
  kindnet: 'kindnet',
  'kube-flannel-ds': 'Flannel',
  'kube-ovn-cni': 'Kube-OVN',
  'kube-router': 'kube-router',
  'network-policies': 'Touchstone’s network policies',
  'ovnkube-node': 'OVN-Kubernetes',
  'pod-network': 'the pod network of Touchstone’s node image',
  'weave-net': 'Weave Net',
};

/** Looks at a cluster on which a stack stands. Never throws: what is refused is untold. */
export async function survey({ api, namespace }: Access): Promise<ClusterFacts> {
  const untold: string[] = [];
  const ask = async <T>(what: string, request: Promise<T>): Promise<T | undefined> => {
    try {
      return await request;
    } catch (error) {
      untold.push(`${what}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const [version, nodes, classes, daemons, pods] = await Promise.all([
    ask('the version', api.version.getCode()),
    ask('the nodes', api.core.listNode()),
    ask('the StorageClasses', api.storage.listStorageClass()),
    ask('the pod network', api.apps.listDaemonSetForAllNamespaces()),
    ask('the images', api.core.listNamespacedPod({ namespace })),
  ]);
  const networks = (daemons?.items ?? []).flatMap(({ metadata }) => POD_NETWORKS[metadata?.name ?? ''] ?? []);
  return {
    ...(version && { kubernetes: version.gitVersion }),
    ...(nodes && { nodes: nodes.items.map(nodeFacts) }),
    ...(classes && { storageClasses: classes.items.map(classFacts) }),
    ...(networks[0] !== undefined && { podNetwork: networks.join(' and ') }),
    ...(pods && { images: imagesOf(pods.items.filter(isOfAChart)) }),
    untold,
  };
}

function nodeFacts({ status }: V1Node): NodeFacts {
  const info = status?.nodeInfo;
  return {
    os: info?.osImage ?? '',
    architecture: info?.architecture ?? '',
    kernel: info?.kernelVersion ?? '',
    runtime: info?.containerRuntimeVersion ?? '',
    kubelet: info?.kubeletVersion ?? '',
  };
}

function classFacts({ metadata, provisioner }: V1StorageClass): NonNullable<ClusterFacts['storageClasses']>[number] {
  return { name: metadata?.name ?? '', provisioner, isDefault: metadata?.annotations?.[IS_DEFAULT] === 'true' };
}

/** Each image once, in the order of their references. */
function imagesOf(pods: readonly V1Pod[]): NonNullable<ClusterFacts['images']> {
  const ids = pods.flatMap(({ spec, status }) =>
    (status?.containerStatuses ?? []).flatMap(({ name, imageID }): [string, string][] => {
      const reference = spec?.containers.find((container) => container.name === name)?.image;
      return reference === undefined || imageID === '' ? [] : [[reference, imageID]];
    }),
  );
  const once = new Map(ids.map(([reference, id]) => [`${reference} ${id}`, { reference, id }]));
  return [...once.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image);
}
