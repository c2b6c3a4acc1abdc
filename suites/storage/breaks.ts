import { expect } from 'vitest';
import { lost, untilRefused, writeAll, type Kept } from './keeper.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 500_000;
/** How long a system has to say so, in milliseconds: over NFS the kernel asks a server for half a minute before it tells anybody. */
const PATIENCE = 180_000;

/** Declares the test that the disk of a system's first StatefulSet fails, as with the power: no fsync comes back well, and what was only in memory is lost. */
export function breaks({ edge, sets, onBrokenDisk, test }: Kept): void {
  if (!onBrokenDisk) return;
  const { says, keepsAll } = onBrokenDisk;
  test(
    `${edge}: the disk fails, which the system says, and ${keepsAll ? 'all that it had acknowledged' : 'all that the kernel had written'} is there when the disk is`,
    { tags: [edge], timeout: 600_000 },
    async ({ keeper, volumes, ownNodes: nodes, kubernetes, disruption, skip, onTestFinished }) => {
      const [set] = sets;
      const name = `${set}-0`;
      const volume = await volumes.of(name);
      const { failingDisk } = await import('./failing-disk.ts');
      const disk = await failingDisk(volume, sets, { nodes, volumes, disruption, kubernetes });
      if (!disk)
        return skip(`volumes of the StorageClass ${volume.storageClass} are no disks of ours, nor folders of an NFS server of ours`);
      let mended: Promise<void> | undefined;
      const mend = (): Promise<void> => (mended ??= disk.mend());
      onTestFinished(() => mend().catch(() => ((mended = undefined), mend())));
      const written = FIRST + 20;
      await writeAll(keeper, FIRST, written);
      const [pod] = await kubernetes.pods(set);
      if (!keepsAll) await nodes.run(pod?.spec?.nodeName ?? '', 'sync'); // as the kernel does in half a minute

      const said = kubernetes.nextLogLine(name, says, PATIENCE).catch(() => 'nothing of that');
      await disk.fail();
      const { end, refusal } = await untilRefused(keeper, written);
      const words = says.test(refusal) ? refusal : await said;
      await mend();
      expect(words, refusal).toMatch(says);
      expect(await lost(keeper, keepsAll ? end : written, FIRST)).toEqual([]);
      await keeper.write(end + 1);
    },
  );
}
