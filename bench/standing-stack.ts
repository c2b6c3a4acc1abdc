import { Gateway } from '../fixtures/gateway.ts';
import { Kubernetes } from '../fixtures/kubernetes.ts';
import { findKindCluster, type Given } from '../harness/index.ts';

const NEVER = new AbortController().signal;

/** The stack that a kind cluster has, as fixtures take it, with a run's id of its own. `leave` closes what leads there. @throws Error where none stands */
export async function standingStack(
  scale: Given['scale'],
): Promise<{ readonly target: Given; readonly gateway: Gateway; readonly kubernetes: Kubernetes; readonly leave: () => Promise<void> }> {
  const cluster = await findKindCluster(NEVER);
  if (!cluster) throw new Error('no cluster stands');
  const door = await cluster.connect(NEVER);
  const gateway = new Gateway(door.url);
  const leave = async (): Promise<void> => {
    await gateway.close();
    door.close();
  };
  const { place, tools } = cluster.access;
  const run = { gateway: door.url, runId: `bench-${Date.now()}`, scale };
  const target = { ...place, ...run, kubectl: tools.kubectl, images: {}, releases: [], existing: [], unseen: {} };
  return { target, gateway, kubernetes: new Kubernetes(target), leave };
}
