import { expect } from 'vitest';
import { lost, writeAll } from './keeper.ts';
import { minio } from './keepers/minio.ts';

const { edge, test } = minio;
const WRITTEN = 20;

test(
  'a volume grows where its StorageClass allows that, and has every object',
  { tags: [edge] },
  async ({ keeper, volumes, disruption, skip }) => {
    const volume = await volumes.of('minio-0');
    const expands = (await volumes.ofClass(volume.storageClass, 'allowVolumeExpansion')) === 'true';
    skip(!expands, `the StorageClass ${volume.storageClass} does not allow expansion`);
    await writeAll(keeper, 0, WRITTEN);
    await volumes.expand(volume, '6Gi');
    await disruption.replacePod('minio-0');
    expect(await lost(keeper, WRITTEN)).toEqual([]);
  },
);
