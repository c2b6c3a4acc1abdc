import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import { LABEL } from '../../cluster/label.ts';
import { namespaceRules } from '../../rights/manifest.ts';

/** What names of such accounts begin with; the API server ends them, so that none is anybody's yet. */
const PREFIX = 'touchstone-tests-';

/** How long a token is good for, in seconds: longer than a run of everything. It ends with its account, too. */
const VALID = 12 * 60 * 60;

const RBAC = 'rbac.authorization.k8s.io';

/** An account of a namespace. */
export interface Account {
  readonly name: string;
  readonly token: string;
  /** Takes the account away, its rights, and so its token. */
  readonly remove: () => Promise<void>;
}

/**
 * Makes an account in the stack's namespace that may do what `touchstone rbac` lists for one, and nothing outside of it.
 * @throws ApiException when the API server refuses any part of it; what was made by then is gone again
 */
export async function makeAccount({ api: { core, rbac }, namespace }: Access): Promise<Account> {
  const { metadata } = await core.createNamespacedServiceAccount({
    namespace,
    body: { metadata: { generateName: PREFIX, labels: { ...LABEL } }, automountServiceAccountToken: false },
  });
  const name = metadata?.name ?? '';
  const remove = async (): Promise<void> => {
    await ifThere(rbac.deleteNamespacedRoleBinding({ name, namespace }));
    await ifThere(rbac.deleteNamespacedRole({ name, namespace }));
    await ifThere(core.deleteNamespacedServiceAccount({ name, namespace }));
  };
  try {
    const named = { name, labels: { ...LABEL } };
    await rbac.createNamespacedRole({ namespace, body: { metadata: named, rules: namespaceRules() } });
    const roleRef = { apiGroup: RBAC, kind: 'Role', name };
    const subjects = [{ kind: 'ServiceAccount', name, namespace }];
    await rbac.createNamespacedRoleBinding({ namespace, body: { metadata: named, roleRef, subjects } });
    const body = { spec: { audiences: [], expirationSeconds: VALID } };
    const { status } = await core.createNamespacedServiceAccountToken({ name, namespace, body });
    return { name, token: status?.token ?? '', remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
