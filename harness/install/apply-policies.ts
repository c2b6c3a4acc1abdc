import { ifThere } from '../cluster/api.ts';
import { OUR_SELECTOR } from '../cluster/label.ts';
import { applyObjects } from './apply.ts';
import type { InstallContext } from './context.ts';
import type { NetworkPolicy } from './policies.ts';

/** Applies the stack's network policies, and removes those of the harness that an earlier installation had and this one has not. */
export async function applyPolicies(
  policies: readonly NetworkPolicy[],
  { access, signal }: Pick<InstallContext, 'access' | 'signal'>,
): Promise<void> {
  const { api, namespace } = access;
  const { items } = await api.networking.listNamespacedNetworkPolicy({ namespace, labelSelector: OUR_SELECTOR });
  const wanted = new Set(policies.map(({ metadata }) => metadata.name));
  const old = items.map(({ metadata }) => metadata?.name ?? '').filter((name) => !wanted.has(name));
  if (policies.length > 0) await applyObjects(policies, { access, signal });
  await Promise.all(old.map((name) => ifThere(api.networking.deleteNamespacedNetworkPolicy({ namespace, name }))));
}
