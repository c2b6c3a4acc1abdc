import type { V1Pod } from '@kubernetes/client-node';
import { expect } from 'vitest';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { lost, writeAll, type Kept } from './keeper.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 200_000;

/** Takes $1 bytes of the volume at $0, not less. */
const TAKE = 'fallocate -l "$1" "$0/.ballast" 2>/dev/null || head -c "$1" /dev/zero >"$0/.ballast"';

/** Declares the test that the volume of a system's first StatefulSet grows under it, where its StorageClass allows that. */
export function grows({ edge, sets, test }: Kept): void {
  test(
    `${edge}: the volume grows under the running system, which keeps what it has and takes more than there was room for`,
    { tags: [edge], timeout: 300_000 },
    async ({ keeper, volumes, kubernetes, disruption, skip, onTestFinished }) => {
      const [pod] = await kubernetes.pods(sets[0]);
      const name = pod?.metadata?.name ?? '';
      const volume = await volumes.of(name);
      skip(!(await volumes.canGrow(volume.storageClass)), `volumes of the StorageClass ${volume.storageClass} do not grow`);
      const path = pathOf(pod);
      await writeAll(keeper, FIRST, FIRST + 20);

      const before = await sizeSeenBy(name, path, kubernetes);
      await volumes.enlarge(volume);
      expect(await sizeSeenBy(name, path, kubernetes)).toBeGreaterThan(before);

      onTestFinished(() => kubernetes.exec(name, 'rm', '-f', `${path}/.ballast`).then(() => undefined));
      await kubernetes.exec(name, 'sh', '-euc', TAKE, path, `${before}`); // all that there had been
      await writeAll(keeper, FIRST + 20, FIRST + 40);
      await disruption.replacePod(name);
      expect(await lost(keeper, FIRST + 40, FIRST)).toEqual([]);
    },
  );
}

/** Where a pod has its volume. */
function pathOf(pod: V1Pod | undefined): string {
  const mounts = pod?.spec?.containers.flatMap(({ volumeMounts }) => volumeMounts ?? []) ?? [];
  return mounts.find(({ name }) => name === 'data')?.mountPath ?? '';
}

/** How many bytes a pod is told that its volume has. */
async function sizeSeenBy(pod: string, path: string, kubernetes: Kubernetes): Promise<number> {
  const [line = ''] = (await kubernetes.exec(pod, 'df', '-P', '-k', path)).trim().split('\n').slice(-1);
  return Number(line.split(/\s+/)[1]) * 1024;
}
