import type { Disruption } from '../../fixtures/disruption.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import { bringBack, serverOf, takeAway } from './nfs-server.ts';
import type { Volume, Volumes } from './volume.ts';

/** A volume's disk that fails: no fsync comes back well, and what was only in memory is lost. */
export interface FailingDisk {
  readonly fail: () => Promise<void>;
  /** Has the disk be there again, with all that was on it, under new pods; returns when every system is usable. */
  readonly mend: () => Promise<void>;
}

interface Hands {
  readonly nodes: Nodes;
  readonly volumes: Volumes;
  readonly disruption: Disruption;
}

/** How an administrator has programs told that their server is away, here within half a minute. */
const SOFT = ['soft', 'timeo=50', 'retrans=2', 'nfsvers=4.1'];

/** The disk of a StatefulSet's volume: one of ours, or a folder of our NFS server, mounted `soft` until it is mended; undefined where it is neither. */
export async function failingDisk(volume: Volume, set: string, { nodes, volumes, disruption }: Hands): Promise<FailingDisk | undefined> {
  if (volumes.isOurDisk(volume))
    return { fail: () => volumes.breakDisk(volume), mend: () => disruption.whileAway(set, () => volumes.mendDisk(volume)) };
  const server = await serverOf(volume, nodes);
  if (!server) return undefined;
  await disruption.whileAway(set, () => volumes.setMountOptions(volume, SOFT));
  return {
    fail: () => takeAway(server, nodes),
    mend: async () => {
      await bringBack(server, nodes);
      await disruption.whileAway(set, () => volumes.setMountOptions(volume, volume.mountOptions));
    },
  };
}
