import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { howTouchstoneEnds, type Ended } from '../../harness/index.ts';
import { accountFor } from './account.ts';
import { handsIn, type Administrator, type Hands } from './administrator.ts';
import { everythingIn, type Listing } from './listing.ts';

/** A namespace of somebody else's, as it would be found. */
export interface SomebodysNamespace extends Hands {
  readonly name: string;
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
  const hands = handsIn(name, administrator);
  const { kubectl } = hands;
  await kubectl('create', 'namespace', name);
  await kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-own-'));
  const account = await accountFor(name, hands, folder);
  return {
    namespace: {
      ...hands,
      name,
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
