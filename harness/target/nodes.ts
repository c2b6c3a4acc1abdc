import { makeInformer, type V1Node } from '@kubernetes/client-node';
import { GroundFailure } from '../failure.ts';
import type { Api } from './api.ts';

/** What keeps pods from a node until the controller manager has heard that it is Ready. */
const NOT_READY = 'node.kubernetes.io/not-ready';

/**
 * Waits until every node is Ready and takes pods, workers too; kind's own --wait looks at the control plane only, and ends well when it times out.
 * @throws GroundFailure after the timeout (milliseconds), with each waiting node's own words
 */
export async function waitForNodes({ config, core }: Api, timeout: number, signal: AbortSignal): Promise<void> {
  const informer = makeInformer<V1Node>(config, '/api/v1/nodes', () => core.listNode());
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  try {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (informer.list().length > 0 && informer.list().every(takesPods)) resolve();
      };
      informer.on('error', () => void informer.start());
      patience.addEventListener('abort', () => reject(patience.reason as Error), { once: true });
      // While the list is read, changes are told of the nodes that have been read so far.
      informer.start().then(() => {
        informer.on('change', look);
        look();
      }, reject);
    });
  } catch (error) {
    signal.throwIfAborted();
    const waiting = informer.list().filter((node) => !takesPods(node));
    if (waiting.length === 0) throw error;
    const words = waiting.map((node) => `${node.metadata?.name ?? '?'}: ${readyCondition(node)?.message ?? 'says nothing'}`);
    throw new GroundFailure(
      `not Ready within ${timeout / 1000} s: ${words.join('; ')}`,
      'See: docker logs of the node’s container, and journalctl -u kubelet in it.',
    );
  } finally {
    await informer.stop();
  }
}

function takesPods(node: V1Node): boolean {
  return readyCondition(node)?.status === 'True' && !(node.spec?.taints ?? []).some(({ key }) => key === NOT_READY);
}

function readyCondition(node: V1Node): NonNullable<NonNullable<V1Node['status']>['conditions']>[number] | undefined {
  return node.status?.conditions?.find(({ type }) => type === 'Ready');
}
