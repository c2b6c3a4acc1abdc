import { expect } from 'vitest';
import { containersOf } from './containers.ts';
import { lost, writeAll, type Kept } from './keeper.ts';
import { slowDown } from './slow-disk.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 100_000;
const COUNT = 10;
/** Writes a second that reach the disk. */
const RATE = 5;
/** What so many writes take at least, in seconds: the first does not wait. */
const SLOW = ((COUNT - 1) / RATE) * 0.9;

/** Declares the test that a slow disk makes a system slow, and nothing else: who waits for the disk before it acknowledges is seen to wait. */
export function slows({ edge, sets, waitsForDisk, whyNotSlowed, test }: Kept): void {
  test(
    `${edge}: on a volume of ${RATE} writes a second ${waitsForDisk ? 'acknowledgements wait for the disk' : 'acknowledgements do not wait for the disk'}, and all hold`,
    { tags: [edge] },
    async ({ keeper, volumes, ownNodes: nodes, kubernetes, target, skip, onTestFinished }) => {
      const why = whyNotSlowed?.(target);
      if (why !== undefined) skip(why);
      const [pod] = await kubernetes.pods(sets[0]);
      const { folder, storageClass } = await volumes.of(pod?.metadata?.name ?? '');
      if (pod === undefined || folder === undefined) return skip(`volumes of the StorageClass ${storageClass} are no folders of a node`);
      await keeper.write(FIRST);
      await keeper.read(); // what only a first reader waits for is behind us
      const usual = await secondsOf(() => writeAll(keeper, FIRST + 1, FIRST + COUNT));
      onTestFinished(await slowDown({ pod, folder }, RATE, nodes));
      const slow = await secondsOf(() => writeAll(keeper, FIRST + COUNT, FIRST + 2 * COUNT));
      if (waitsForDisk) expect(slow).toBeGreaterThan(SLOW);
      else expect(slow - usual).toBeLessThan(SLOW);

      expect(await lost(keeper, FIRST + 2 * COUNT, FIRST)).toEqual([]);
      const [after] = await kubernetes.pods(sets[0]);
      expect(containersOf(after)).toEqual(containersOf(pod));
    },
  );
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1_000;
}
