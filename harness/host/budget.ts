import { GroundFailure } from '../failure.ts';
import { systemNamed, type Stack } from '../stack.ts';
import type { HostFacts } from './facts.ts';

/** What Kubernetes itself takes on one node, in MiB: control plane, kubelet, containerd and DNS, with room to breathe. */
const CLUSTER_MEMORY = 1_400;
/** Disk that stays free whatever happens, in MiB: kubelet evicts pods when a node's disk is nearly full. */
const DISK_RESERVE = 4_096;
/** An image lies in the engine and, unpacked and packed, in the nodes' store; building it leaves stages behind. */
const DISK_PER_IMAGE = { there: 1.5, pull: 3, build: 6 } as const;

/** MiB. */
export interface Budget {
  readonly memory: number;
  readonly disk: number;
}

/** What a run will need of the host. */
export function budgetOf(
  stack: Stack,
  systems: readonly string[],
  sources: readonly { readonly image: { readonly size: number }; readonly how: keyof typeof DISK_PER_IMAGE }[],
): Budget {
  const members = systems.map((name) => systemNamed(stack, name));
  return {
    memory: CLUSTER_MEMORY + members.reduce((sum, { memory }) => sum + memory, 0),
    disk: Math.ceil(
      members.reduce((sum, { disk }) => sum + disk, 0) + sources.reduce((sum, { image, how }) => sum + image.size * DISK_PER_IMAGE[how], 0),
    ),
  };
}

/** "needs 6.8 GiB of memory and 9.1 GiB of disk; the host has 22.4 and 70.2" */
export function describeBudget(budget: Budget, facts: HostFacts): string {
  return `needs ${gib(budget.memory)} of memory and ${gib(budget.disk)} of disk; the host has ${gib(facts.memoryAvailable)} and ${gib(facts.diskFree)}, and ${facts.cores} cores`;
}

/** @throws GroundFailure that says all that is short, at once; called before anything is built or made */
export function checkBudget(budget: Budget, facts: HostFacts): void {
  const short = [
    ...(facts.memoryAvailable < budget.memory ? [`memory: ${gib(budget.memory)} needed, ${gib(facts.memoryAvailable)} available`] : []),
    ...(facts.diskFree < budget.disk + DISK_RESERVE
      ? [`disk: ${gib(budget.disk)} needed and ${gib(DISK_RESERVE)} to stay free, ${gib(facts.diskFree)} free`]
      : []),
  ];
  if (short.length === 0) return;
  throw new GroundFailure(`the host has too little ${short.join('; ')}`, 'Free some, or choose fewer suites with --suite.');
}

function gib(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}
