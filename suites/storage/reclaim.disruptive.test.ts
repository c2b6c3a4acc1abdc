import { expect } from 'vitest';
import { lost, writeAll } from './keeper.ts';
import { minio } from './keepers/minio.ts';
import { NOBODY } from './volume.ts';

const { edge, test } = minio;
const [POD, SET] = ['minio-0', 'minio'] as const;
const WRITTEN = 20;

test(
  'Retain: the claim is deleted, and the volume has every object for the claim that comes after it',
  { tags: [edge] },
  async ({ keeper, volumes, disruption }) => {
    await writeAll(keeper, 0, WRITTEN);
    const volume = await volumes.of(POD);
    await volumes.setReclaimPolicy(volume, 'Retain');
    await disruption.whileAway(SET, async () => {
      await volumes.deleteClaim(volume);
      await volumes.untilPhase(volume, 'Released');
      await volumes.keepForClaim(volume);
    });
    expect((await volumes.of(POD)).name).toBe(volume.name);
    expect(await lost(keeper, WRITTEN)).toEqual([]);
  },
);

test(
  'Delete: the claim is deleted, and every object is gone with the volume and its folder',
  { tags: [edge] },
  async ({ keeper, volumes, disruption, ownNodes: nodes, kubernetes, skip }) => {
    const volume = await volumes.of(POD);
    const provisioner = await volumes.ofClass(volume.storageClass, 'provisioner');
    skip(provisioner === NOBODY, `nobody deletes volumes of the StorageClass ${volume.storageClass}`);
    await writeAll(keeper, 0, WRITTEN);
    await volumes.setReclaimPolicy(volume, 'Delete');
    const [pod] = await kubernetes.pods(SET);
    await disruption.whileAway(SET, async () => {
      await volumes.deleteClaim(volume);
      await volumes.untilGone(volume);
      await nodes.run(pod?.spec?.nodeName ?? '', 'test ! -e "$0"', volume.folder ?? '');
    });
    await disruption.replacePods('spark-master', 'spark-history'); // they make the folder of Spark's events, without which no program runs
    expect(await keeper.read()).toEqual([]);
    await writeAll(keeper, 0, 1);
    expect(await lost(keeper, 1)).toEqual([]);
  },
);
