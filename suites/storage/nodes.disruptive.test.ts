import { describe, expect } from 'vitest';
import { lost, writeAll, type Keeper, type KeeperContext } from './keeper.ts';
import { KEPT } from './keepers.ts';

/** What each system has acknowledged before the nodes restart. */
const WRITTEN = 50;
/** Every program of the stack starts at once, in milliseconds. */
const PATIENCE = 600_000;

/** What has been acknowledged since the nodes restarted, by edge. */
const written = new Map<string, Promise<void>>();
/** One restart is for all systems that have values by then. */
let restart: Promise<void> | undefined;

describe('before the nodes restart', () => {
  for (const { edge, test } of KEPT)
    test(`${edge}: ${WRITTEN} values are acknowledged`, { tags: [edge] }, async ({ keeper }) => {
      await writtenBefore(edge, keeper);
      expect(await lost(keeper, WRITTEN)).toEqual([]);
    });
});

describe('after the nodes have restarted', () => {
  for (const { edge, test } of KEPT)
    test(
      `${edge}: each acknowledged value is there, and more are taken`,
      { tags: [edge], timeout: PATIENCE },
      async ({ keeper, ownNodes, disruption, kubernetes }) => {
        await writtenBefore(edge, keeper);
        await (restart ??= restartAll({ ownNodes, disruption, kubernetes }));
        expect(await lost(keeper, WRITTEN)).toEqual([]);
        await writeAll(keeper, WRITTEN, WRITTEN + 10);
        expect(await lost(keeper, WRITTEN + 10)).toEqual([]);
      },
    );
});

/** Writes the values, once. A test that runs alone has nobody who wrote for it, and what comes after a restart waits for another. */
function writtenBefore(edge: string, keeper: Keeper): Promise<void> {
  const before = written.get(edge);
  if (before) return before;
  restart = undefined;
  const writing = writeAll(keeper, 0, WRITTEN);
  written.set(edge, writing);
  return writing;
}

async function restartAll({
  ownNodes,
  disruption,
  kubernetes,
}: Pick<KeeperContext, 'ownNodes' | 'disruption' | 'kubernetes'>): Promise<void> {
  const pods = await kubernetes.pods(...KEPT.flatMap(({ sets }) => sets));
  const names = [...new Set(pods.map(({ spec }) => spec?.nodeName ?? ''))];
  // A machine begins anew as after a power cut, which takes what its kernel has not written, as it does after half a minute: not everybody waits for that.
  await Promise.all(names.map((name) => ownNodes.run(name, 'sync')));
  await ownNodes.restart(names, disruption);
}
