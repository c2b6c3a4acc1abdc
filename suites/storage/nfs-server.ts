import type { V1ServiceList } from '@kubernetes/client-node';
import type { Nodes } from '../../fixtures/nodes.ts';
import { OUR_SELECTOR } from '../../harness/index.ts';
import { kubectl } from './kubectl.ts';
import type { Volume } from './volume.ts';

/** An NFS server of the cluster that Touchstone made: the StatefulSet of its Service's name (blueprint/overlays/storage-nfs/server.yaml). */
interface Server {
  readonly name: string;
  readonly namespace: string;
  /** Where it runs: a node of the control plane, as its manifest says. */
  readonly node: string;
}

/** What brings it back when this process is ended meanwhile, with nobody left to: a timer of its node. */
const TIMER = 'touchstone-nfs-server-returns';
/** When that is: later than any test takes that has it away. */
const LATEST = '15min';
const START_TIMER = `kubectl=$(command -v kubectl)
systemd-run --quiet --collect --unit=${TIMER} --on-active=${LATEST} "$kubectl" --kubeconfig=/etc/kubernetes/admin.conf "$@"`;
const STOP_TIMER = `systemctl stop ${TIMER}.timer 2>/dev/null || true`;

/** The server that a volume is a folder of, where it is one of the cluster's that are ours; undefined where it is somebody else's. */
export async function serverOf({ server }: Volume, nodes: Nodes): Promise<Server | undefined> {
  if (server === undefined) return undefined;
  const listed = await kubectl(nodes, 'get', 'services', '--all-namespaces', `--selector=${OUR_SELECTOR}`, '--output=json');
  const { items } = JSON.parse(listed) as V1ServiceList;
  const metadata = items.find(({ spec }) => spec?.clusterIP === server)?.metadata;
  if (!metadata) return undefined;
  const { name = '', namespace = '' } = metadata;
  const node = await kubectl(nodes, `--namespace=${namespace}`, 'get', `pod/${name}-0`, '--output=jsonpath={.spec.nodeName}');
  return { name, namespace, node };
}

/** Takes the server away, and returns when it is. It comes back by itself, where nobody brings it back. */
export async function takeAway(server: Server, nodes: Nodes): Promise<void> {
  await nodes.run(server.node, STOP_TIMER);
  await nodes.run(server.node, START_TIMER, 'sh', ...scaledTo(server, 1));
  await kubectl(nodes, ...scaledTo(server, 0));
  await kubectl(nodes, `--namespace=${server.namespace}`, 'wait', `pod/${server.name}-0`, '--for=delete', '--timeout=180s');
}

/** Has the server be there again, and returns when it serves. */
export async function bringBack(server: Server, nodes: Nodes): Promise<void> {
  await kubectl(nodes, ...scaledTo(server, 1));
  await kubectl(nodes, `--namespace=${server.namespace}`, 'rollout', 'status', `statefulset/${server.name}`, '--timeout=180s');
  await nodes.run(server.node, STOP_TIMER);
}

function scaledTo({ name, namespace }: Server, replicas: number): string[] {
  return [`--namespace=${namespace}`, 'scale', `statefulset/${name}`, `--replicas=${replicas}`];
}
