import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { LABEL, connectTo, ifAllowed, type Given } from '../../harness/index.ts';
import type { NetworkDoor } from './network-doors.ts';
import { isThere, podWith } from './pod-with.ts';
import { makeProbe } from './probe.ts';
import { VANTAGES, type Vantage, type VantageName } from './vantages.ts';
import { imageOfGateway, visit, type Visitor } from './visitor.ts';
import { wallAt, type Wall } from './wall.ts';

/** What all visitors were told. */
export interface Visits {
  readonly wall: Wall;
  /** Whether there is such a door here: an overlay may have it. */
  readonly isThere: (door: NetworkDoor) => boolean;
  /** Undefined for one who could not come. */
  readonly told: (vantage: VantageName, door: NetworkDoor) => string | undefined;
}

/** Has a pod for each vantage try all its doors. */
export async function visitAll(target: Given, kubernetes: Kubernetes): Promise<Visits> {
  const image = await imageOfGateway(kubernetes);
  const probe = await makeProbe(target, kubernetes, image, 'visits');
  let neighbours: string | undefined;
  try {
    neighbours = await namespaceFor(target);
    const addresses = await addressesOf(target, kubernetes);
    const comes = async (vantage: VantageName): Promise<readonly [VantageName, ReadonlyMap<string, string> | undefined]> => {
      const { doors, labels, isAway = false }: Vantage = VANTAGES[vantage];
      const visitor: Visitor = { name: `${labels.app ?? ''}-visits`, namespace: isAway ? (neighbours ?? '') : target.namespace, labels };
      if (visitor.namespace === '') return [vantage, undefined];
      return [vantage, await visit(target, visitor, image, [probe.left, probe.shut, ...doors.flatMap((door) => addresses(door) ?? [])])];
    };
    const answers = new Map(await Promise.all((Object.keys(VANTAGES) as VantageName[]).map(comes)));
    return {
      wall: wallAt(probe, answers.get('a stranger in the namespace') ?? new Map()),
      isThere: (door) => addresses(door) !== undefined,
      told: (vantage, door) => answers.get(vantage)?.get(addresses(door) ?? ''),
    };
  } finally {
    await probe.remove();
    if (neighbours !== undefined) await removeNamespace(target, neighbours);
  }
}

/** The address of the first pod behind each door, host:port; undefined for one that only an overlay has, and this stack has not. */
async function addressesOf(target: Given, kubernetes: Kubernetes): Promise<(door: NetworkDoor) => string | undefined> {
  const pods = await kubernetes.podsOfCharts();
  return ({ name, labels, port, onlyWith }) => {
    if (!isThere({ labels, onlyWith }, target)) return undefined;
    const { podIP } = podWith(labels, pods, name).status ?? {};
    if (podIP === undefined) throw new Error(`no pod of the stack is behind the door ${name}`);
    return `${podIP}:${port}`;
  };
}

/** A namespace of somebody else's; undefined where tests may make none. */
async function namespaceFor(target: Given): Promise<string | undefined> {
  const name = `${target.namespace}-neighbour-${target.runId}`.toLowerCase();
  const made = await ifAllowed(connectTo(target).core.createNamespace({ body: { metadata: { name, labels: LABEL } } }));
  return made && name;
}

function removeNamespace(target: Given, name: string): Promise<void> {
  return cleanUp(`namespace ${name}`, () => connectTo(target).core.deleteNamespace({ name }));
}
