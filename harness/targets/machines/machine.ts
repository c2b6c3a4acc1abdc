import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../../base/paths.ts';

/** Where machines keep their disks, consoles and process ids, and the key that opens them. A copy of the repository that has its cache has its machines. */
export const FOLDER = join(existsSync(CACHE) ? realpathSync(CACHE) : CACHE, 'machines');

/** A machine of this host: a process of user-mode Linux, with a kernel, a disk and an address of its own. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  /** Its end of the bridge on this host. */
  readonly tap: string;
  readonly folder: string;
}

/** The control plane’s and the workers’, in this order. @param count how many in all, 1 or more */
export function machines(count: number): Machine[] {
  return Array.from({ length: count }, (_, index) => {
    const name = index === 0 ? 'control-plane' : `worker-${index}`;
    return { name, address: `${SUBNET}.${11 + index}`, tap: `ts-uml-tap${index}`, folder: join(FOLDER, name) };
  });
}

/** The first three numbers of the machines’ addresses; they are in a network namespace of their own, so that nobody else’s are in the way. */
export const SUBNET = '10.87.0';

/** Where the console of a machine is written to. */
export function consoleOf({ folder }: Machine): string {
  return join(folder, 'console.log');
}
