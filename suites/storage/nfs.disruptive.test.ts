import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { Disruption } from '../../fixtures/disruption.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import { lost, writeAll, type Keeper } from './keeper.ts';
import { KEPT } from './keepers.ts';
import { serverOrSkip } from './on-nfs.ts';
import type { Server } from './nfs-server.ts';

/** What each system has acknowledged before the server is away. */
const WRITTEN = 10;
/** How long it is away, in milliseconds. */
const AWAY = 60_000;
/** Who is refused before has not waited, in milliseconds. */
const AT_ONCE = 10_000;
/** Every program of the stack gets its volume back at once, in milliseconds. */
const PATIENCE = 600_000;

/** A write that began while the server was away. */
interface Write {
  /** What had become of it a minute later: `withoutServer`, or what is none of that. */
  readonly outcome: string;
  /** Whether the system has it: where it was given up, the value may be there or not. */
  readonly acknowledged: Promise<boolean>;
}

/** Who has values on the server, by edge. */
const written = new Map<string, { readonly keeper: Keeper; readonly all: Promise<void> }>();
/** One minute is for all systems that have values by then. */
let minute: Promise<ReadonlyMap<string, Write>> | undefined;

describe('before the NFS server is away', () => {
  for (const kept of KEPT)
    kept.test(`${kept.edge}: ${WRITTEN} values are acknowledged`, { tags: [kept.edge] }, async ({ keeper, volumes, ownNodes, skip }) => {
      await serverOrSkip(kept, { volumes, nodes: ownNodes, skip });
      await writtenBefore(kept.edge, keeper);
      expect(await lost(keeper, WRITTEN)).toEqual([]); // and what only a first reader waits for is behind us
    });
});

describe('while the NFS server is away for a minute', () => {
  for (const kept of KEPT)
    kept.test(
      `${kept.edge}: a write ${kept.withoutServer}, and all that was acknowledged holds`,
      { tags: [kept.edge], timeout: PATIENCE },
      async ({ keeper, volumes, ownNodes: nodes, disruption, skip }) => {
        const server = await serverOrSkip(kept, { volumes, nodes, skip });
        await writtenBefore(kept.edge, keeper);
        const write = (await (minute ??= awayForAMinute(server, nodes, disruption))).get(kept.edge);
        expect(write?.outcome).toBe(kept.withoutServer);

        const unsure = (await write?.acknowledged) === true ? undefined : WRITTEN;
        await writeAll(keeper, WRITTEN + 1, WRITTEN + 5);
        expect((await lost(keeper, WRITTEN + 5)).filter((number) => number !== unsure)).toEqual([]);
      },
    );
});

/** Writes the values, once. A test that runs alone has nobody who wrote for it, and what comes after the minute waits for another. */
function writtenBefore(edge: string, keeper: Keeper): Promise<void> {
  const before = written.get(edge);
  if (before) return before.all;
  minute = undefined;
  const all = writeAll(keeper, 0, WRITTEN);
  written.set(edge, { keeper, all });
  return all;
}

async function awayForAMinute(server: Server, nodes: Nodes, disruption: Disruption): Promise<ReadonlyMap<string, Write>> {
  const { bringBack, takeAway } = await import('./nfs-server.ts');
  try {
    await takeAway(server, nodes);
    const begun = [...written].map(([edge, { keeper }]) => [edge, begin(keeper)] as const);
    await setTimeout(AWAY);
    return new Map(begun.map(([edge, { outcome, acknowledged }]) => [edge, { outcome: outcome(), acknowledged }]));
  } finally {
    await bringBack(server, nodes); // it must not stay away, whatever happens: all volumes are its
    await disruption.usable();
  }
}

/** Begins to write a value. */
function begin(keeper: Keeper): { readonly outcome: () => string; readonly acknowledged: Promise<boolean> } {
  let outcome = 'waits';
  const begun = performance.now();
  const acknowledged = keeper.write(WRITTEN).then(
    () => ((outcome = 'goes on'), true),
    (error: unknown) => {
      if (performance.now() - begun < AT_ONCE) outcome = `is refused at once: ${String(error)}`;
      return false;
    },
  );
  return { outcome: () => outcome, acknowledged };
}
