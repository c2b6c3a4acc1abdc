import { run, tryRun } from '../../base/command.ts';
import { SUBNET, type Machine } from './machine.ts';

/** The namespace of this host’s network that machines are in: no route, rule or address of the host is touched, and with it all of theirs go. */
export const NAMESPACE = 'ts-uml';
const BRIDGE = 'ts-uml0';

/** Makes the network: a bridge with this host’s address on it, and a tap for each machine. */
export async function makeNetwork(machines: readonly Machine[], signal: AbortSignal): Promise<void> {
  const ip = (...args: readonly string[]): Promise<string> => run('ip', ['-netns', NAMESPACE, ...args], { signal });
  await run('ip', ['netns', 'add', NAMESPACE], { signal });
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', BRIDGE, 'type', 'bridge');
  await ip('address', 'add', `${SUBNET}.1/24`, 'dev', BRIDGE);
  await ip('link', 'set', BRIDGE, 'up');
  for (const { tap } of machines) {
    await ip('tuntap', 'add', tap, 'mode', 'tap');
    await ip('link', 'set', tap, 'master', BRIDGE, 'up');
  }
}

/** Removes it, where it is. */
export async function removeNetwork(): Promise<void> {
  await tryRun('ip', ['netns', 'delete', NAMESPACE]);
}
