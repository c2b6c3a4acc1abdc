import type { V1Node } from '@kubernetes/client-node';
import { withDeadline } from '../base/deadline.ts';
import { GroundFailure } from '../base/failure.ts';
import type { Api } from './api.ts';
import { Changes } from './changes.ts';
import { follow, type Followed } from './follow.ts';

/** What keeps pods from a node until the controller manager has heard that it is Ready. */
const NOT_READY = 'node.kubernetes.io/not-ready';

/**
 * Waits until every node is Ready and takes pods, workers too; kind's own --wait looks at the control plane only, and ends well when it times out.
 * @throws GroundFailure after the timeout (milliseconds), with each waiting node's own words, or as soon as the API server refuses to tell of nodes
 */
export async function waitForNodes({ config, core }: Api, timeout: number, signal: AbortSignal): Promise<void> {
  const changes = new Changes();
  const nodes = follow<V1Node>(config, { path: '/api/v1/nodes', list: () => core.listNode() }, changes);
  const allTakePods = (): true | undefined => (nodes.list().length > 0 && nodes.list().every(takesPods)) || undefined;
  try {
    await withDeadline(signal, timeout, (stop) =>
      changes.until('every node to be Ready', () => (nodes.listed() ? allTakePods() : undefined), stop),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GroundFailure) throw error;
    throw notReadyWithin(timeout, nodes);
  } finally {
    await nodes.stop();
  }
}

function notReadyWithin(timeout: number, nodes: Followed<V1Node>): GroundFailure {
  const waiting = nodes.list().filter((node) => !takesPods(node));
  const words = waiting.map((node) => `${node.metadata?.name ?? '?'}: ${readyCondition(node)?.message ?? 'says nothing'}`);
  return new GroundFailure(
    `not Ready within ${timeout / 1000} s: ${words.length > 0 ? words.join('; ') : 'the cluster tells of no nodes'}`,
    'See: docker logs of the node’s container, and journalctl -u kubelet in it.',
    [nodes.trouble() ?? []].flat(),
  );
}

function takesPods(node: V1Node): boolean {
  return readyCondition(node)?.status === 'True' && !(node.spec?.taints ?? []).some(({ key }) => key === NOT_READY);
}

function readyCondition(node: V1Node): NonNullable<NonNullable<V1Node['status']>['conditions']>[number] | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready');
}
