import { expect, onTestFinished, test } from 'vitest';
import { docker } from '../../engine/docker.ts';
import { DISK_TOOLS_IMAGE } from '../../images/catalogue.ts';
import { builtImage } from '../../testing/built-image.ts';
import { breakDisk, growDisk, makeDisk, mendDisk } from './disks.ts';

const MIB = 2 ** 20;
const VOLUME = '/var/local/touchstone/data-minio-0/volume';

test('a disk is as large as asked for, grows while it is mounted, and goes with its node', async ({ skip }) => {
  const tools = await builtImage(DISK_TOOLS_IMAGE);
  if (tools === undefined) return skip(`the image ${DISK_TOOLS_IMAGE} is not built here`);
  const { node, onNode } = await startNode(tools);
  await makeDisk({ node, volume: VOLUME }, 320 * MIB, { tools });
  await onNode(`exec 3>${VOLUME}/written; echo first >&3; ! fallocate --length 400MiB ${VOLUME}/large`);

  await growDisk({ node, volume: VOLUME }, 1024 * MIB, { tools });
  expect(Number(await onNode(`df --output=size --block-size=1 ${VOLUME} | tail -n 1`))).toBeGreaterThan(900 * MIB);
  expect(await onNode(`fallocate --length 400MiB ${VOLUME}/large; cat ${VOLUME}/written`)).toBe('first');

  await makeDisk({ node, volume: VOLUME }, 320 * MIB, { tools });
  expect(await onNode(`ls ${VOLUME}`)).toBe('');
  const device = await onNode(`findmnt --noheadings --output SOURCE --target ${VOLUME}`);
  await docker(['rm', '--force', '--volumes', node]);
  expect(await docker(['run', '--rm', '--privileged', '--network=none', tools, 'losetup', '--all'])).not.toContain(`${device}:`);
});

test('a disk that fails refuses all, and has what was synced when it is there again, and nothing else', async ({ skip }) => {
  const tools = await builtImage(DISK_TOOLS_IMAGE);
  if (tools === undefined) return skip(`the image ${DISK_TOOLS_IMAGE} is not built here`);
  const { node, onNode } = await startNode(tools);
  await makeDisk({ node, volume: VOLUME }, 320 * MIB, { tools });
  await onNode(`echo first >${VOLUME}/synced; sync --file-system ${VOLUME}; echo second >${VOLUME}/unsynced`);

  await breakDisk({ node, volume: VOLUME }, { tools });
  expect(await onNode(`! LC_ALL=C ls ${VOLUME} 2>&1`)).toContain('Input/output error');

  await mendDisk({ node, volume: VOLUME });
  expect(await onNode(`ls ${VOLUME}; cat ${VOLUME}/synced`)).toBe('synced\nfirst');
});

/** A container that disks can be made in, as in a kind node. */
async function startNode(image: string): Promise<{ readonly node: string; readonly onNode: (script: string) => Promise<string> }> {
  const container = ['run', '--detach', '--rm', '--privileged', '--network=none', '--volume=/var', '--entrypoint=sleep', image, 'infinity'];
  const node = (await docker(container)).trim();
  onTestFinished(() =>
    docker(['rm', '--force', '--volumes', node]).then(
      () => undefined,
      () => undefined,
    ),
  );
  return { node, onNode: (script) => docker(['exec', node, 'sh', '-euc', script]) };
}
