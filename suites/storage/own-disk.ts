import type { Nodes } from '../../fixtures/nodes.ts';
import type { Disk } from './disk.ts';
import type { Volume, Volumes } from './volume.ts';

/** A volume that is a folder on a disk of its own. */
interface Place {
  readonly volume: Volume;
  readonly folder: string;
  readonly node: string;
}

interface Hands {
  readonly nodes: Nodes;
  readonly volumes: Volumes;
}

/** Takes all that is free on the disk of the volume $0, beside the volume: in pieces that are smaller the less there is room for. */
const FILL = `ballast=$(dirname "$0")/.ballast; end=0; size=${2 ** 30}
while [ "$size" -ge 4096 ]; do
  if fallocate --offset "$end" --length "$size" "$ballast" 2>/dev/null; then end=$((end + size)); else size=$((size / 2)); fi
done`;
const LEAVE = 'rm -f "$(dirname "$0")/.ballast"';

/** The disk that a volume has to itself, where its StorageClass lets it grow: what fills it stays there. */
export function ownDisk({ volume, folder, node }: Place, { nodes, volumes }: Hands): Disk {
  return {
    fill: () => nodes.run(node, FILL, folder),
    grow: () => volumes.enlarge(volume),
    leave: () => nodes.run(node, LEAVE, folder),
  };
}
