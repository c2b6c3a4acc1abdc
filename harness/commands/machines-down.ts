import { EXIT } from '../base/failure.ts';
import { take } from '../host/lock.ts';
import { MACHINES, removeMachines } from '../targets/machines/machines.ts';

/** `touchstone machines down`: removes the machines and their network. The disks that they start from stay, for the next time. */
export async function bringMachinesDown(): Promise<number> {
  take(MACHINES);
  const removed = await removeMachines();
  process.stdout.write(removed.length === 0 ? 'nothing stands\n' : `removed ${removed.join(', ')}\n`);
  return EXIT.passed;
}
