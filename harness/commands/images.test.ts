import { expect, test } from 'vitest';
import { imagesOfRun, imagesOfSuites } from './images.ts';

const SUITE = 'warehousing';

test('a run on a kind cluster needs its nodes’ image, and the tools of disks where the overlay has disks', async () => {
  expect(await imagesOfRun({ suite: SUITE })).toEqual(['kind-node', ...(await imagesOfSuites({ suite: SUITE }))]);
  const overlay = 'storage-local';
  expect(await imagesOfRun({ suite: SUITE, overlay })).toEqual(['kind-node', 'disk-tools', ...(await imagesOfSuites({ suite: SUITE }))]);
});

test('an overlay that is none is named, before a file of images is written without what it needs', async () => {
  await expect(imagesOfRun({ suite: SUITE, overlay: 'storage-locl' })).rejects.toThrow('there is no overlay "storage-locl"');
});
