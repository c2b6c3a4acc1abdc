import { describe, expect } from 'vitest';
import { lost, writeAll, type Keeper, type KeeperContext, type Kept } from './keeper.ts';
import { KEPT } from './keepers.ts';
import { HARD, SOFT, mountAll } from './mount-options.ts';
import type { Server } from './nfs-server.ts';
import { serverOrSkip } from './on-nfs.ts';

/** What each system has acknowledged, and the kernel written, before the server is away. */
const WRITTEN = 20;
/** How long a system has to say so, in milliseconds: the kernel asks a server for half a minute before it tells anybody. */
const PATIENCE = 180_000;

/** What a system said of its disk, and the first value that it was not asked for any more. */
interface Words {
  readonly words: string;
  readonly end: number;
}

/** A system that has values on the server. */
interface Writer {
  readonly kept: Kept;
  readonly keeper: Keeper;
}

const writers = new Map<string, Writer>();
/** One server is away for all systems that have values by then. */
let failing: Promise<ReadonlyMap<string, Words>> | undefined;

describe('before folders are mounted soft', () => {
  for (const kept of KEPT)
    kept.test(`${kept.edge}: ${WRITTEN} values are acknowledged`, { tags: [kept.edge] }, async ({ keeper, volumes, ownNodes, skip }) => {
      await serverOrSkip(kept, { volumes, nodes: ownNodes, skip });
      await writeBefore(kept, keeper);
      expect(await lost(keeper, WRITTEN)).toEqual([]);
    });
});

describe('where its NFS server is away, and its folder mounted soft', () => {
  for (const kept of KEPT)
    kept.test(
      `${kept.edge}: it says that its disk fails, and ${kept.onBrokenDisk.keepsAll ? 'all that it had acknowledged' : 'all that the kernel had written'} is there when the server is`,
      { tags: [kept.edge], timeout: 900_000 },
      async ({ keeper, volumes, ownNodes: nodes, disruption, kubernetes, skip }) => {
        const server = await serverOrSkip(kept, { volumes, nodes, skip });
        await writeBefore(kept, keeper);
        const said = await (failing ??= mountSoftAndFail(server, { volumes, ownNodes: nodes, disruption, kubernetes }));
        const { words, end } = said.get(kept.edge) ?? { words: 'it was not asked', end: WRITTEN };
        expect(words).toMatch(kept.onBrokenDisk.says);
        expect(await lost(keeper, kept.onBrokenDisk.keepsAll ? end : WRITTEN)).toEqual([]);
        await keeper.write(end + 1);
      },
    );
});

/** Writes the values, once. A test that runs alone has nobody who wrote for it, and what comes after waits for another server. */
async function writeBefore(kept: Kept, keeper: Keeper): Promise<void> {
  if (writers.has(kept.edge)) return;
  failing = undefined;
  writers.set(kept.edge, { kept, keeper });
  await writeAll(keeper, 0, WRITTEN);
}

async function mountSoftAndFail(
  server: Server,
  { volumes, ownNodes: nodes, disruption, kubernetes }: Pick<KeeperContext, 'volumes' | 'ownNodes' | 'disruption' | 'kubernetes'>,
): Promise<ReadonlyMap<string, Words>> {
  const { bringBack, takeAway } = await import('./nfs-server.ts');
  const all = [...writers.values()];
  const sets = all.flatMap(({ kept }) => kept.sets);
  try {
    await mountAll(sets, SOFT, { volumes, disruption, kubernetes });
    const pods = await kubernetes.pods(...sets);
    await Promise.all([...new Set(pods.map(({ spec }) => spec?.nodeName ?? ''))].map((node) => nodes.run(node, 'sync')));
    const listening = all.map(({ kept: { sets, onBrokenDisk } }) => kubernetes.nextLogLine(`${sets[0]}-0`, onBrokenDisk.says, PATIENCE));
    listening.forEach((line) => void line.catch(() => undefined)); // whoever wants to know asks
    await takeAway(server, nodes);
    return new Map(
      await Promise.all(all.map(async (writer, index) => [writer.kept.edge, await wordsOf(writer, listening[index])] as const)),
    );
  } finally {
    await bringBack(server, nodes);
    await mountAll(sets, HARD, { volumes, disruption, kubernetes });
  }
}

/** Writes until a system refuses, or has said in its log what it does not say to its client. */
async function wordsOf({ keeper, kept }: Writer, line: Promise<string> | undefined): Promise<Words> {
  const { says } = kept.onBrokenDisk;
  let logged: string | undefined;
  const listened = line?.then(
    (said) => (logged = said),
    (error: unknown) => (logged = String(error)),
  );
  for (let end = WRITTEN; ; end++) {
    const refusal = logged ?? (await keeper.write(end).then(() => undefined, String));
    if (refusal === undefined) continue;
    return { words: says.test(refusal) ? refusal : `${refusal}\n${(await listened) ?? ''}`, end };
  }
}
