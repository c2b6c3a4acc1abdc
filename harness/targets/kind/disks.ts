import { dirname } from 'node:path';
import { docker } from '../../engine/docker.ts';

/** A disk of a kind node's: a file there, mounted by a loop device. */
export interface Disk {
  /** The node's container. */
  readonly node: string;
  /** The volume: a folder on the disk. */
  readonly volume: string;
}

interface Means {
  /** The reference of the image disk-tools, which has what nodes lack. */
  readonly tools: string;
  readonly signal?: AbortSignal;
}

/** $0 is where the disk is mounted, $1 its size in bytes. */
const MAKE = 'mkdir --parents "$0"; rm -f "$0.disk"; truncate --size="$1" "$0.disk"; mkfs.xfs -q "$0.disk"';
/** A container has those devices alone that there were when it started. */
const NEXT_DEVICE = 'next=$(losetup --find); [ -e "$next" ] || mknod "$next" b 7 "${next#/dev/loop}"';
/** By fstab the disk is there again when the node is; the device goes with the node. */
const MOUNT = `${NEXT_DEVICE}
grep -qs "^$0.disk " /etc/fstab || echo "$0.disk $0 xfs loop 0 0" >>/etc/fstab
mount "$0"; mkdir --mode=0777 "$1"`;
const UNMOUNT = '! mountpoint -q "$0" || umount "$0"';
/** What is mounted on the node can be mounted once more, and grows there too. */
const GROW = `device=$(losetup --noheadings --output NAME --associated "$0.disk"); truncate --size="$1" "$0.disk"; losetup --set-capacity "$device"
mount "$device" /mnt; xfs_growfs -d /mnt; umount /mnt`;

/** XFS ends all it does at once, and what it has not written to its log is lost, as with the power: whoever uses it gets I/O errors from then on. */
const BREAK = 'mount "$(losetup --noheadings --output NAME --associated "$0.disk")" /mnt; xfs_io -x -c shutdown /mnt; umount /mnt';
const MEND = `umount "$0"; ${NEXT_DEVICE}
mount "$0"`;

/** Makes a disk, empty, in the place of what may have been there. @param bytes how large @throws CommandError where the host's kernel has no loop device or no XFS */
export async function makeDisk({ node, volume }: Disk, bytes: number, { tools, signal }: Means): Promise<void> {
  const folder = dirname(volume);
  await docker(['exec', node, 'sh', '-euc', UNMOUNT, folder], { signal });
  await withFilesOf(node, tools, [MAKE, folder, `${bytes}`], signal);
  await docker(['exec', node, 'sh', '-euc', MOUNT, folder, volume], { signal });
}

/** Makes a disk larger, under whoever uses it. @param bytes how large it is then @throws CommandError when it can't */
export async function growDisk({ node, volume }: Disk, bytes: number, { tools, signal }: Means): Promise<void> {
  await withFilesOf(node, tools, [GROW, dirname(volume), `${bytes}`], signal);
}

/** Has a disk fail under whoever uses it. @throws CommandError when it can't */
export async function breakDisk({ node, volume }: Disk, { tools, signal }: Means): Promise<void> {
  await withFilesOf(node, tools, [BREAK, dirname(volume)], signal);
}

/** Has a disk that failed be there again, for whoever comes next. @throws CommandError while somebody uses it */
export async function mendDisk({ node, volume }: Disk): Promise<void> {
  await docker(['exec', node, 'sh', '-euc', MEND, dirname(volume)]);
}

/** Runs a script in a container that has the tools, the node's /var and the host's devices. */
async function withFilesOf(node: string, tools: string, script: readonly string[], signal?: AbortSignal): Promise<void> {
  const container = ['run', '--rm', '--label', 'touchstone=helper', '--privileged', '--network=none', '--volumes-from', node];
  await docker([...container, tools, 'sh', '-euc', ...script], { signal });
}
