import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { touchstone } from '../../harness/index.ts';
import type { Hands } from './administrator.ts';

/** The account that `touchstone rbac` prints for a namespace, and nothing besides it. */
export interface Account {
  /** Leads to the cluster as this account. */
  readonly kubeconfig: string;
  /** Takes away what of it lies outside of the namespace. */
  readonly remove: () => Promise<void>;
}

/** Gives a namespace the account that a run needs, and logs in as it. @param folder gets its kubeconfig */
export async function accountFor(namespace: string, { kubectl, apply }: Hands, folder: string): Promise<Account> {
  const rights = await touchstone(['rbac', '--namespace', namespace]);
  await apply(rights);
  const token = await kubectl('create', 'token', 'touchstone', '--duration=1h');
  const login = JSON.parse(await kubectl('config', 'view', '--raw', '--minify', '--flatten', '--output=json')) as {
    readonly contexts: { readonly context: object }[];
    readonly users: { readonly name: string }[];
  };
  const users = login.users.map(({ name }) => ({ name, user: { token } }));
  const contexts = login.contexts.map(({ context, ...rest }) => ({ ...rest, context: { ...context, namespace } }));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify({ ...login, users, contexts }), { mode: 0o600 });
  return { kubeconfig, remove: () => removeOutside(rights, kubectl) };
}

async function removeOutside(rights: string, kubectl: Hands['kubectl']): Promise<void> {
  const objects = parseAllDocuments(rights).map((document) => document.toJS() as { kind: string; metadata: { name: string } });
  const outside = objects.filter(({ kind }) => kind.startsWith('Cluster'));
  await kubectl('delete', ...outside.map(({ kind, metadata }) => `${kind}/${metadata.name}`));
}
