import { expect } from 'vitest';
import { lost, writeAll, type Kept } from './keeper.ts';

/** Declares the tests that a system keeps what it has acknowledged when its pods go and its programs are killed. */
export function survives({ edge, sets, test }: Kept): void {
  test(
    `${edge}: each pod is deleted, one after the other, and every acknowledged value is there`,
    { tags: [edge] },
    async ({ keeper, kubernetes, disruption }) => {
      const pods = await kubernetes.podNames(...sets);
      expect(new Set(pods.map((pod) => pod.replace(/-\d+$/, '')))).toEqual(new Set(sets));
      let written = 0;
      for (const pod of pods) {
        await writeAll(keeper, written, (written += 20));
        await disruption.replacePod(pod);
        expect(await lost(keeper, written)).toEqual([]);
      }
      await writeAll(keeper, written, written + 1);
      expect(await lost(keeper, written + 1)).toEqual([]);
    },
  );

  test(
    `${edge}: the programs of each pod are killed with -9 right after an acknowledgement, which holds`,
    { tags: [edge] },
    async ({ keeper, kubernetes, disruption, ownNodes }) => {
      const first = 1_000;
      let written = first;
      for (const pod of await kubernetes.pods(...sets)) {
        await writeAll(keeper, written, (written += 20));
        const isIt = ({ metadata }: typeof pod): boolean => metadata?.uid === pod.metadata?.uid;
        await disruption.renewContainers(`${pod.metadata?.name ?? ''} to start again`, () => ownNodes.kill(pod), isIt);
        expect(await lost(keeper, written, first)).toEqual([]);
      }
    },
  );
}
