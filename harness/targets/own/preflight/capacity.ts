import type { V1Node, V1Pod } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import { isOfAChart } from '../../../model/release.ts';
import { amountOf, gibibytes } from '../../../model/quantity.ts';
import { podAmount, type Demand } from './demand.ts';
import { grows, takesPods } from './nodes.ts';

/** Cores and bytes. */
interface Room {
  cpu: number;
  memory: number;
}

/**
 * Whether the pods of a stack find room on the nodes, each put where it fits, the largest first, as a scheduler with bad luck would.
 * @param pods everybody's in the cluster, the stack's own among them; undefined where they can't be listed, so that nodes are taken for empty
 */
export function examineCapacity(demands: readonly Demand[], nodes: readonly V1Node[], pods: readonly V1Pod[] | undefined): Finding {
  const rooms = nodes.filter(takesPods).map((node) => roomOf(node, pods ?? []));
  const asked = demands.flatMap(({ workload, replicas, template: { spec } }) =>
    Array.from({ length: replicas }, () => ({
      workload,
      cpu: podAmount(spec, 'requests', 'cpu'),
      memory: podAmount(spec, 'requests', 'memory'),
    })),
  );
  const free = sum(rooms);
  const needs = sum(asked);
  const homeless = asked.sort((a, b) => b.memory - a.memory).filter((pod) => !put(pod, rooms));
  const figures = `${inWords(needs)} requested, ${inWords(free)} ${pods ? 'free' : 'in all'} on the nodes that take pods`;
  const what = 'room';
  if (homeless.length === 0)
    return pods
      ? { what, state: 'ok', detail: figures }
      : { what, state: 'not known', detail: `${figures}; what others take there is not known` };
  const names = [...new Set(homeless.map(({ workload }) => workload))].join(', ');
  if (grows(nodes))
    return { what, state: 'not known', detail: `${figures}: no node has room for ${names}, unless an autoscaler makes one` };
  return {
    what,
    state: 'missing',
    detail: `${figures}: no node has room for ${names}`,
    mend: 'Give the cluster more room, or choose fewer suites with --suite.',
  };
}

/** What a node has left beside pods that are not the stack's. */
function roomOf({ metadata, status }: V1Node, pods: readonly V1Pod[]): Room {
  const others = pods.filter(
    (pod) => pod.spec?.nodeName === metadata?.name && !isOfAChart(pod) && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? ''),
  );
  const left = (resource: 'cpu' | 'memory'): number =>
    amountOf(status?.allocatable?.[resource] ?? '0') - others.reduce((taken, { spec }) => taken + podAmount(spec, 'requests', resource), 0);
  return { cpu: left('cpu'), memory: left('memory') };
}

/** Puts a pod into the first room that takes it. @returns whether one did */
function put({ cpu, memory }: Room, rooms: readonly Room[]): boolean {
  const room = rooms.find((each) => each.cpu >= cpu && each.memory >= memory);
  if (!room) return false;
  room.cpu -= cpu;
  room.memory -= memory;
  return true;
}

function sum(rooms: readonly Room[]): Room {
  return rooms.reduce((total, { cpu, memory }) => ({ cpu: total.cpu + cpu, memory: total.memory + memory }), { cpu: 0, memory: 0 });
}

function inWords({ cpu, memory }: Room): string {
  return `${cpu.toFixed(1)} cores and ${gibibytes(memory)}`;
}
