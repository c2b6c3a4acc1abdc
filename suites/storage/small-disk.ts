import type { Disruption } from '../../fixtures/disruption.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import type { Disk } from './disk.ts';

/** Where a StatefulSet's only volume lies. */
interface Place {
  readonly folder: string;
  readonly node: string;
  readonly set: string;
}

interface Hands {
  readonly nodes: Nodes;
  readonly disruption: Disruption;
}

/** More than any system has on its volume in a smoke test, or reserves there. Memory is only taken for what is written. */
const ROOM = '4g';

/** The folder's content goes along, both ways. What had been there before is put aside until the whole copy is in its place. */
const LEAVE = 'rm -rf "$0.back" "$0.old"; cp -a "$0" "$0.back"; umount "$0"; mv "$0" "$0.old"; mv "$0.back" "$0"; rm -rf "$0.old"';
/** What a test that was cut off has left is brought back first: the newest values are there. */
const ENTER = `if mountpoint -q "$0"; then ${LEAVE}; fi
if mountpoint -q "$0.disk"; then umount "$0.disk"; fi
mkdir -p "$0.disk"; mount -t tmpfs -o size=${ROOM} tmpfs "$0.disk"; cp -a "$0/." "$0.disk"
mount --bind "$0.disk" "$0"; umount "$0.disk"; rmdir "$0.disk"`;
/** A file system in memory can be made as small as what it holds. */
const FILL = 'used=$(df --output=used --block-size=1 "$0" | tail -n 1); mount -o "remount,size=$used" "$0"';
const GROW = `mount -o remount,size=${ROOM} "$0"`;

/** Moves a volume, which is a folder of a node, to a disk of its own for a while, whose size can be changed; leave() brings back what is on it then. */
export async function onSmallDisk({ folder, node, set }: Place, { nodes, disruption }: Hands): Promise<Disk> {
  await disruption.whileAway(set, () => nodes.run(node, ENTER, folder));
  return {
    fill: () => nodes.run(node, FILL, folder),
    grow: () => nodes.run(node, GROW, folder),
    leave: () => disruption.whileAway(set, () => nodes.run(node, LEAVE, folder)),
  };
}
