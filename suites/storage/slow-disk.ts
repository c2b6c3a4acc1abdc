import type { V1Pod } from '@kubernetes/client-node';
import type { Nodes } from '../../fixtures/nodes.ts';

/**
 * Limits how many writes a second reach the disk under folder $1 from the pod with the uid $0, to $2; 0 takes the limit away. The kernel holds the whole disk to it,
 * of which the folder may be on a partition. cgroup v1 wants the number, v2 "max" for none. Fails where no group took it.
 */
const LIMIT = `device=$(stat --format=%Hd:%Ld "$1"); [ ! -e "/sys/dev/block/$device/partition" ] || device=$(cat "/sys/dev/block/$device/../dev")
for group in $(find /sys/fs/cgroup -type d -path "*pod*" | grep -E "pod($0|$(echo "$0" | tr - _))"); do
  if [ -e "$group/io.max" ]; then echo "$device wiops=$([ "$2" = 0 ] && echo max || echo "$2")" >"$group/io.max"; found=yes
  elif [ -e "$group/blkio.throttle.write_iops_device" ]; then echo "$device $2" >"$group/blkio.throttle.write_iops_device"; found=yes; fi
done; [ "$found" = yes ]`;

/** A volume that is a folder of a node. */
interface Place {
  readonly pod: V1Pod;
  readonly folder: string;
}

/** Slows the disk down for a pod. @param rate writes a second @returns what makes it fast again @throws CommandError where the node's kernel can't */
export async function slowDown({ pod: { metadata, spec }, folder }: Place, rate: number, nodes: Nodes): Promise<() => Promise<void>> {
  const limit = async (to: number): Promise<void> => {
    await nodes.run(spec?.nodeName ?? '', LIMIT, metadata?.uid ?? '', folder, `${to}`);
  };
  await limit(rate);
  return () => limit(0);
}
