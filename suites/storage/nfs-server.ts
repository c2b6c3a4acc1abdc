import type { V1ServiceList } from '@kubernetes/client-node';
import type { Nodes } from '../../fixtures/nodes.ts';
import { OUR_SELECTOR } from '../../harness/index.ts';
import { kubectl } from './kubectl.ts';
import type { Volume } from './volume.ts';

/** An NFS server of the cluster that Touchstone made: the StatefulSet of its Service's name (blueprint/overlays/storage-nfs/server.yaml). */
interface Server {
  readonly name: string;
  readonly namespace: string;
}

/** The server that a volume is a folder of, where it is one of the cluster's that are ours; undefined where it is somebody else's. */
export async function serverOf({ server }: Volume, nodes: Nodes): Promise<Server | undefined> {
  const listed = await kubectl(nodes, 'get', 'services', '--all-namespaces', `--selector=${OUR_SELECTOR}`, '--output=json');
  const { items } = JSON.parse(listed) as V1ServiceList;
  const metadata = items.find(({ spec }) => spec?.clusterIP === server)?.metadata;
  return metadata && { name: metadata.name ?? '', namespace: metadata.namespace ?? '' };
}

/** Takes the server away, and returns when it is. */
export async function takeAway({ name, namespace }: Server, nodes: Nodes): Promise<void> {
  await kubectl(nodes, `--namespace=${namespace}`, 'scale', `statefulset/${name}`, '--replicas=0');
  await kubectl(nodes, `--namespace=${namespace}`, 'wait', `pod/${name}-0`, '--for=delete', '--timeout=180s');
}

/** Has the server be there again, and returns when it serves. */
export async function bringBack({ name, namespace }: Server, nodes: Nodes): Promise<void> {
  await kubectl(nodes, `--namespace=${namespace}`, 'scale', `statefulset/${name}`, '--replicas=1');
  await kubectl(nodes, `--namespace=${namespace}`, 'rollout', 'status', `statefulset/${name}`, '--timeout=180s');
}
