import { run, type CommandOptions } from '../../base/command.ts';
import { KEY } from './disks.ts';
import type { Machine } from './machine.ts';

/** The words that open a shell on a machine, for a person or for a command after them. Its key is new with its disk, and there is nobody in between. */
export function shellOf({ address }: Machine): string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'].flatMap((option) => ['-o', option]);
  return ['ssh', '-i', KEY, ...options, `root@${address}`];
}

/** Runs a command on a machine, by its shell, and gives what it wrote. @throws CommandError when it fails */
export function onMachine(machine: Machine, command: string, options: CommandOptions = {}): Promise<string> {
  const [program = '', ...args] = shellOf(machine);
  return run(program, [...args, command], options);
}
