import { GroundFailure } from '../base/failure.ts';
import { systemNamed, type Stack } from '../model/stack.ts';
import type { HostFacts } from '../model/host.ts';

/** What Kubernetes itself takes on the first node, in MiB: control plane, kubelet, containerd and DNS, with room to breathe. */
const CLUSTER_MEMORY = 1_400;
/** What it takes on each further node, in MiB: kubelet, containerd, kube-proxy and the pod network (measured: 290). */
const NODE_MEMORY = 350;
/** Disk that stays free whatever happens, in MiB: kubelet evicts pods when a node's disk is nearly full. */
const DISK_RESERVE = 4_096;
/** An engine has layers packed, too, while they come. One with containerd's image store keeps them: an image of 309 MB was 635 MB there. */
const IN_ENGINE = { unpacked: 1.5, 'packed, too': 2 } as const;
/** Stages come one step after the other, each with its layer beside it for a moment, which is less than what stays free. */
const OF_STAGES = { unpacked: 1, 'packed, too': 2 } as const;
/** Nodes have layers unpacked and, as the engine gave them, packed. */
const ON_NODES = 2;

/** Layers of images that are to come, unpacked, in MiB. What several images go on from counts once, and what is there already not at all. */
export interface RoomForImages {
  /** Into the engine, pulled or built. */
  readonly engine: number;
  /** Of stages that builds leave in the engine beside them: compilers' caches, what was fetched, what was copied. */
  readonly stages: number;
  /** Onto nodes. However many there are, their stores are links to the same files. */
  readonly nodes: number;
}

/** What a run will need of the host, in MiB. */
export interface Budget {
  readonly memory: number;
  readonly disk: number;
}

/** What systems and a cluster of so many nodes will need, in MiB. */
export function memoryNeeded(stack: Stack, systems: readonly string[], nodes: number): number {
  return systems.reduce((sum, name) => sum + systemNamed(stack, name).memory, CLUSTER_MEMORY + (nodes - 1) * NODE_MEMORY);
}

/** What the volumes of systems, in MiB, and images will need of the disk of an engine. */
export function diskNeeded(
  volumes: number,
  { engine, stages, nodes }: RoomForImages,
  { keepsPacked }: Pick<HostFacts, 'keepsPacked'>,
): number {
  const kept = keepsPacked ? 'packed, too' : 'unpacked';
  return Math.ceil(volumes + IN_ENGINE[kept] * engine + OF_STAGES[kept] * stages + ON_NODES * nodes);
}

/** What the volumes of systems will hold, in MiB. */
export function volumesOf(stack: Stack, systems: readonly string[]): number {
  return systems.reduce((sum, name) => sum + systemNamed(stack, name).disk, 0);
}

/** "needs 6.8 GiB of memory and 9.1 GiB of disk; the host has 22.4 and 70.2" */
export function describeBudget(budget: Budget, facts: HostFacts): string {
  const disk = facts.diskFree === undefined ? 'a disk that cannot be looked at from here' : gib(facts.diskFree);
  return `needs ${gib(budget.memory)} of memory and ${gib(budget.disk)} of disk; the host has ${gib(facts.memoryAvailable)} and ${disk}, and ${facts.cores} cores`;
}

/** @throws GroundFailure that says all that is short, at once; called before anything is built or made */
export function checkBudget(budget: Budget, facts: HostFacts): void {
  const short = [
    ...(facts.memoryAvailable < budget.memory ? [`memory: ${gib(budget.memory)} needed, ${gib(facts.memoryAvailable)} available`] : []),
    ...(facts.diskFree !== undefined && facts.diskFree < budget.disk + DISK_RESERVE
      ? [`disk: ${gib(budget.disk)} needed and ${gib(DISK_RESERVE)} to stay free, ${gib(facts.diskFree)} free`]
      : []),
  ];
  if (short.length === 0) return;
  throw new GroundFailure(`the host has too little ${short.join('; ')}`, 'Free some, or choose fewer suites with --suite.');
}

function gib(mebibytes: number): string {
  return `${(mebibytes / 1024).toFixed(1)} GiB`;
}
