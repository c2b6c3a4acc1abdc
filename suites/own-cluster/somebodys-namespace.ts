import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { howTouchstoneEnds, kubectlFlags, run, type Ended, type Given } from '../../harness/index.ts';
import { accountFor } from './account.ts';
import { everythingIn, type Listing } from './listing.ts';

/** Who may do everything on a cluster, and the kubectl that they use. */
export type Administrator = Pick<Given, 'kubeconfig' | 'context' | 'namespace' | 'kubectl'>;

/** A namespace of somebody else's, as it would be found. */
export interface SomebodysNamespace {
  readonly name: string;
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  /** Everything in it: a digest of its content by kind and name. */
  readonly list: () => Promise<Listing>;
  /** Runs Touchstone by the kubeconfig of an account that has what `touchstone rbac` prints, and nothing else. */
  readonly touchstone: (...args: readonly string[]) => Promise<Ended>;
}

/** Commands that write reports. */
const REPORTING = ['test', 'certify'];

/** Makes an empty namespace that enforces the restricted level. @returns it and what removes it */
export async function somebodysNamespace(
  administrator: Administrator,
  name: string,
): Promise<{ namespace: SomebodysNamespace; remove: () => Promise<void> }> {
  const flags = kubectlFlags({ ...administrator, namespace: name });
  const kubectl = (...args: readonly string[]): Promise<string> => run(administrator.kubectl, [...flags, ...args]);
  await kubectl('create', 'namespace', name);
  await kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-own-'));
  const apply = (objects: string): Promise<string> => run(administrator.kubectl, [...flags, 'apply', '--filename=-'], { input: objects });
  const account = await accountFor(name, { kubectl, apply }, folder);
  return {
    namespace: {
      name,
      kubectl,
      list: () => everythingIn(kubectl),
      touchstone: (command = '', ...args) =>
        howTouchstoneEnds([
          command,
          '--kubeconfig',
          account.kubeconfig,
          ...(REPORTING.includes(command) ? ['--results', folder] : []),
          ...args,
        ]),
    },
    remove: async () => {
      await rm(folder, { recursive: true });
      await account.remove();
      await kubectl('delete', 'namespace', name);
    },
  };
}
