import type { TestContext } from 'vitest';
import type { Disruption } from '../../fixtures/disruption.ts';
import type { Basics } from '../../fixtures/fixture.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import type { Given } from '../../harness/index.ts';
import type { Volumes } from './volume.ts';

/** What a client of a system that keeps something writes, and reads back. */
export interface Keeper {
  /** Returns when the system has acknowledged the value of that number (valueOf). @throws what it says when it refuses */
  readonly write: (number: number) => Promise<unknown>;
  /** All values that the system has now. */
  readonly read: () => Promise<readonly string[]>;
  /** Returns when what a pod's program throws away by itself, some time after its start, is gone. */
  readonly cleared?: (pod: string) => Promise<unknown>;
}

/** What every keeper's tests have. */
export interface KeeperContext extends Basics, TestContext {
  readonly keeper: Keeper;
  readonly disruption: Disruption;
  /** Who asks for these is skipped where nobody gets onto the nodes. */
  readonly ownNodes: Nodes;
  readonly volumes: Volumes;
}

/** Declares a test, as vitest does. @param timeout milliseconds */
type KeeperTest = (
  name: string,
  options: { readonly tags: string[]; readonly timeout?: number },
  body: (context: KeeperContext) => Promise<void>,
) => void;

/** A system that keeps state on volumes, one for each pod of its StatefulSets. */
export interface Kept {
  /** The edge that its tests prove. */
  readonly edge: string;
  /** Its StatefulSets, whose pods have the same label `app`. */
  readonly sets: readonly [string, ...string[]];
  /** What it says, to its client or in its log, when its first StatefulSet's volume is full. */
  readonly saysFull: RegExp;
  /** It ends when its volume is full, and leaves something at each start on it that it believes when there is space again: so it is started there. */
  readonly endsWhenFull?: true;
  /** It takes values again as soon as there is space, by the same programs. MinIO does when it looks at its disk the next time. */
  readonly goesOnWhenFull?: true;
  /** Whether a value is on the disk before it is acknowledged: whoever does not wait loses it with the node's power, where there is no copy. */
  readonly waitsForDisk: boolean;
  /** What becomes of a write while the NFS server is away that the volume is a folder of: who waits may be refused in the end, and MinIO is, after half a minute or a whole. */
  readonly withoutServer: 'waits' | 'goes on';
  /** Why that is not asked of what stands, where it is not what is meant here. */
  readonly whyNotSlowed?: (target: Given) => string | undefined;
  /** What keeps a second one off the volume of the first StatefulSet, if anything of the system's own does; where nothing does, none is started (docs/storage.md). */
  readonly ownLock?: {
    /** What the second one says, and ends. */
    readonly says: RegExp;
    /** What it is started by, where the chart's own command would not come as far as that. */
    readonly command?: readonly string[];
    /** It asks others of the stack before it comes as far as that. */
    readonly asksOthers?: true;
  };
  /** What becomes of it when that volume's disk fails. */
  readonly onBrokenDisk: {
    /** What it says, to its client or in its log. */
    readonly says: RegExp;
    /** Whether a value is there again that it had acknowledged and the kernel had not written. MinIO waits for the content to be on the disk, and not for the name; others for neither. */
    readonly keepsAll: boolean;
  };
  /** Tests with a keeper of the file's own. */
  readonly test: KeeperTest;
}

/** More values than fit into what a system has in reserve, a KiB each: PostgreSQL's log is files of 16 MiB. */
const ENOUGH = 40_000;

/** The value of a number: a KiB, so that a few fill what little a system has in reserve. */
export function valueOf(number: number): string {
  return `${number} `.padEnd(1024, 'stored ');
}

/** Writes the values of numbers from one up to another, that one not. */
export async function writeAll(keeper: Keeper, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) await keeper.write(number);
}

/** The numbers below one, from another on, that a system does not have the value of. */
export async function lost(keeper: Keeper, below: number, from = 0): Promise<number[]> {
  const there = new Set(await keeper.read());
  return Array.from({ length: below - from }, (_, index) => from + index).filter((number) => !there.has(valueOf(number)));
}

/** Writes until the system refuses. @returns the number that it refused, and its words @throws Error when it takes them all */
export async function untilRefused(keeper: Keeper, from: number): Promise<{ readonly end: number; readonly refusal: string }> {
  for (let number = from; number < from + ENOUGH; number++) {
    try {
      await keeper.write(number);
    } catch (error) {
      return { end: number, refusal: String(error) };
    }
  }
  throw new Error(`${ENOUGH} values were acknowledged by a system whose volume takes none`);
}
