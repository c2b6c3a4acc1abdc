import { standingMachines, touchstone } from '../../harness/index.ts';
import { tell } from '../tell.ts';
import type { Machines } from './installer.ts';

/** Does work on machines made for it, and removes them. @param make makes them, two at least @throws Error where somebody's machines stand */
export async function onMachines<T>(make: () => Promise<unknown>, work: (machines: Machines) => Promise<T>): Promise<T> {
  const standing = await standingMachines();
  if (standing.length > 0) throw new Error('machines stand that somebody made: npm run machines -- down takes them away');
  try {
    await make();
    const [controlPlane, ...workers] = await standingMachines();
    if (!controlPlane || workers.length === 0) throw new Error('two machines at least are wanted');
    return await work({ controlPlane, workers });
  } finally {
    await touchstone(['machines', 'down'], { onLine: tell });
  }
}
