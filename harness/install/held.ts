import type { V1Pod } from '@kubernetes/client-node';
import type { Access } from '../cluster/access.ts';

/** What kubectl lists. */
interface Listed {
  readonly items: readonly V1Pod[];
}

/**
 * What of some objects is still there although it was deleted, and what holds it: its finalizers, whose controllers have not done their part, or for a pod its node,
 * whose kubelet has not said that the pod has ended.
 * @param kinds as kubectl takes them
 */
export async function whatIsHeld(kinds: string, selector: string, access: Access): Promise<string[]> {
  const text = await access.tryKubectl(['get', kinds, '--selector', selector, '--output=json'], { timeout: 10_000 });
  if (text === undefined) return [];
  const { items } = JSON.parse(text) as Listed;
  return items.filter(({ metadata }) => metadata?.deletionTimestamp !== undefined).map(held);
}

function held({ kind = '', metadata, spec }: V1Pod): string {
  const finalizers = metadata?.finalizers ?? [];
  const by =
    finalizers.length > 0
      ? `finalizers ${finalizers.join(', ')}`
      : kind === 'Pod'
        ? `node ${spec?.nodeName ?? '?'}`
        : 'nothing that it names';
  return `${kind} ${metadata?.name ?? ''} is held by ${by}`;
}
