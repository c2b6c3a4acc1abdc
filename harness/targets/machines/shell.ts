import { KEY } from './disks.ts';
import type { Machine } from './machine.ts';
import { NAMESPACE } from './network.ts';

/** The words that open a shell on a machine, for a person or for a command after them. Its key is new with its disk, and there is nobody in between. */
export function shellOf({ address }: Machine): string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'].flatMap((option) => ['-o', option]);
  return ['ip', 'netns', 'exec', NAMESPACE, 'ssh', '-i', KEY, ...options, `root@${address}`];
}
