import { expect } from 'vitest';
import { lost, untilRefused, writeAll, type Kept } from './keeper.ts';
import { ownDisk } from './own-disk.ts';
import { onSmallDisk } from './small-disk.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 10_000;

/** Declares the test that a system refuses when the volume of its first StatefulSet is full, and recovers. */
export function fills({ edge, sets, saysFull, endsWhenFull, goesOnWhenFull, test }: Kept): void {
  test(
    `${edge}: a full volume is refused in the system’s own words, nothing acknowledged is lost, and more is taken when there is space`,
    { tags: [edge], timeout: 600_000 },
    async ({ keeper, volumes, ownNodes: nodes, disruption, kubernetes, skip, onTestFinished }) => {
      const [pod] = await kubernetes.pods(sets[0]);
      const name = pod?.metadata?.name ?? '';
      const volume = await volumes.of(name);
      const { folder, storageClass } = volume;
      if (folder === undefined) return skip(`volumes of the StorageClass ${storageClass} are no folders of a node`);
      const place = { volume, folder, node: pod?.spec?.nodeName ?? '', set: sets[0] };
      const disk = volumes.isOurDisk(volume) ? ownDisk(place, { nodes, volumes }) : await onSmallDisk(place, { nodes, disruption });
      onTestFinished(() => disk.leave().then(() => undefined));
      await writeAll(keeper, FIRST, FIRST + 20);

      const said = kubernetes.nextLogLine(name, saysFull).catch(() => 'nothing of that');
      await disk.fill();
      const { end, refusal } = await untilRefused(keeper, FIRST + 20);
      expect(saysFull.test(refusal) ? refusal : await said, refusal).toMatch(saysFull);
      if (endsWhenFull) await disruption.endsOnceMore(name);

      await disk.grow();
      if (goesOnWhenFull) await keeper.write(end + 1);
      await disruption.replacePod(name);
      await keeper.cleared?.(name);
      expect(await lost(keeper, end, FIRST)).toEqual([]);
      await keeper.write(end + 2);
    },
  );
}
