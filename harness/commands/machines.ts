import { EXIT } from '../base/failure.ts';
import { quote } from '../base/quote.ts';
import { standingMachines } from '../targets/machines/machines.ts';
import { shellOf } from '../targets/machines/shell.ts';

/** `touchstone machines`: says which machines stand, and how to get onto each. */
export async function printMachines(): Promise<number> {
  const standing = await standingMachines();
  for (const machine of standing) process.stdout.write(`${machine.name.padEnd(14)} ${shellOf(machine).map(quote).join(' ')}\n`);
  if (standing.length === 0) process.stdout.write('nothing stands\n');
  return EXIT.passed;
}
