import { run, tryRun } from '../../base/command.ts';
import { GroundFailure } from '../../base/failure.ts';
import { SUBNET, type Machine } from './machine.ts';

/** The namespace of this host’s network that machines are in, so that no rule of the host (Docker has some for bridges) is in their way, and with it all of theirs go. */
export const NAMESPACE = 'ts-uml';
const BRIDGE = 'ts-uml0';
/** The cable between the host and the bridge, by its ends. It is what gives the host a way to machines: one interface, one route. */
const [OUR_END, THEIR_END] = ['ts-uml-host', 'ts-uml-cable'];

/**
 * Makes the network: a bridge with a tap for each machine, and an end of it on this host.
 * @throws GroundFailure when the host has a way to such addresses already
 */
export async function makeNetwork(machines: readonly Machine[], signal: AbortSignal): Promise<void> {
  const host = (...args: readonly string[]): Promise<string> => run('ip', args, { signal });
  const theirs = (...args: readonly string[]): Promise<string> => host('-netns', NAMESPACE, ...args);
  checkFree(await Promise.all(['match', 'root'].map((how) => host('-4', 'route', 'show', how, `${SUBNET}.0/24`))));
  await host('netns', 'add', NAMESPACE);
  await theirs('link', 'set', 'lo', 'up');
  await theirs('link', 'add', BRIDGE, 'type', 'bridge');
  await theirs('address', 'add', `${SUBNET}.1/24`, 'dev', BRIDGE);
  await theirs('link', 'set', BRIDGE, 'up');
  for (const { tap } of machines) {
    await theirs('tuntap', 'add', tap, 'mode', 'tap');
    await theirs('link', 'set', tap, 'master', BRIDGE, 'up');
  }
  await host('link', 'add', OUR_END, 'type', 'veth', 'peer', 'name', THEIR_END, 'netns', NAMESPACE);
  await theirs('link', 'set', THEIR_END, 'master', BRIDGE, 'up');
  // A machine that has started again takes no frame that is longer than the link's: none is put together for it, here or by another machine (join-network).
  await host('link', 'set', OUR_END, 'gso_max_segs', '1');
  await theirs('link', 'set', THEIR_END, 'gso_max_segs', '1');
  await host('address', 'add', `${SUBNET}.2/24`, 'dev', OUR_END);
  await host('link', 'set', OUR_END, 'up');
}

/** Ours would take addresses away from another network, a company’s perhaps. @param routes to wider networks, and to narrower ones */
function checkFree(routes: readonly string[]): void {
  const taken = [...new Set(routes.join('\n').split('\n'))].filter((route) => route !== '' && !route.startsWith('default '));
  if (taken.length === 0) return;
  throw new GroundFailure(
    `this host has a way to ${SUBNET}.0/24 already, where machines would be`,
    'Leave that network (a VPN?), or make machines on another host.',
    taken,
  );
}

/** Ids of processes that are in it. */
export async function othersInNetwork(): Promise<string[]> {
  return ((await tryRun('ip', ['netns', 'pids', NAMESPACE])) ?? '').split('\n').filter((line) => line !== '');
}

/** Removes it, where it is. */
export async function removeNetwork(): Promise<void> {
  await tryRun('ip', ['link', 'delete', OUR_END]);
  await tryRun('ip', ['netns', 'delete', NAMESPACE]);
}
