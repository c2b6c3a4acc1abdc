import { expect } from 'vitest';
import { lost, writeAll, type Keeper, type Kept } from './keeper.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 500_000;

/** Declares the test that the disk of a system's first StatefulSet fails, as with the power: no fsync comes back well, and what was only in memory is lost. */
export function breaks({ edge, sets, waitsForDisk, onBrokenDisk, test }: Kept): void {
  const { says, keepsAll } = onBrokenDisk;
  test(
    `${edge}: the disk fails, which the system says, and ${keepsAll ? 'all that it had acknowledged' : 'all that the kernel had written'} is there when the disk is`,
    { tags: [edge], timeout: 300_000 },
    async ({ keeper, volumes, ownNodes: nodes, kubernetes, disruption, skip, onTestFinished }) => {
      const [pod] = await kubernetes.pods(sets[0]);
      const name = pod?.metadata?.name ?? '';
      const volume = await volumes.of(name);
      skip(!volumes.isOurDisk(volume), `volumes of the StorageClass ${volume.storageClass} are no disks of ours`);
      const written = FIRST + 20;
      await writeAll(keeper, FIRST, written);
      if (!keepsAll) await nodes.run(pod?.spec?.nodeName ?? '', 'sync --file-system "$0"', volume.folder ?? ''); // as the kernel does in half a minute

      const said = kubernetes.nextLogLine(name, says).catch(() => 'nothing of that');
      let mended: Promise<void> | undefined;
      const mend = (): Promise<void> => (mended ??= disruption.whileAway(sets[0], () => volumes.mendDisk(volume)));
      onTestFinished(() => mend().catch(() => ((mended = undefined), mend())));
      await volumes.breakDisk(volume);
      const { end, refusal } = await untilItSays(keeper, written, said);
      const words = says.test(refusal) ? refusal : await said;
      await mend();
      expect(words, refusal).toMatch(says);
      expect(await lost(keeper, waitsForDisk ? end : written, FIRST)).toEqual([]);
      await keeper.write(end + 1);
    },
  );
}

/** Writes until the system refuses, or has said something in its log: the client of one that has ended waits for it to be back. */
async function untilItSays(
  keeper: Keeper,
  from: number,
  said: Promise<string>,
): Promise<{ readonly end: number; readonly refusal: string }> {
  for (let end = from; ; end++) {
    const refusal = await Promise.race([keeper.write(end).then(() => undefined, String), said]);
    if (refusal !== undefined) return { end, refusal };
  }
}
