import type { Disruption } from '../../fixtures/disruption.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import { bringBack, serverOf, takeAway } from './nfs-server.ts';
import type { Volume, Volumes } from './volume.ts';

/** A volume's disk that fails: no fsync comes back well, and what was only in memory is lost. */
export interface FailingDisk {
  /** Has the system's programs be told when it fails. */
  readonly prepare: () => Promise<void>;
  readonly fail: () => Promise<void>;
  /** Has the disk be there again, with all that was on it, under new pods; returns when every system is usable. */
  readonly mend: () => Promise<void>;
}

interface Hands {
  readonly nodes: Nodes;
  readonly volumes: Volumes;
  readonly disruption: Disruption;
  readonly kubernetes: Kubernetes;
}

/** How an administrator has programs be told that their server is away, here within half a minute. */
const SOFT = ['soft', 'timeo=50', 'retrans=2', 'nfsvers=4.1'];
/** As blueprint/overlays/storage-nfs has it: whatever a run that was cut off has left. */
const HARD = ['hard', 'nfsvers=4.1'];

/**
 * The disk of the volume of a system's first StatefulSet, where it is ours; or, where it is a folder of an NFS server of ours, that server for all of the system's
 * StatefulSets, whose folders are mounted `soft` meanwhile. Undefined where it is neither.
 */
export async function failingDisk(volume: Volume, sets: readonly [string, ...string[]], hands: Hands): Promise<FailingDisk | undefined> {
  const { nodes, volumes, disruption } = hands;
  if (volumes.isOurDisk(volume))
    return {
      prepare: () => Promise.resolve(),
      fail: () => volumes.breakDisk(volume),
      mend: () => disruption.whileAway(sets[0], () => volumes.mendDisk(volume)),
    };
  const server = await serverOf(volume, nodes);
  if (!server) return undefined;
  return {
    prepare: () => mountAll(sets, SOFT, hands),
    fail: () => takeAway(server, nodes),
    mend: async () => {
      await bringBack(server, nodes);
      await mountAll(sets, HARD, hands);
    },
  };
}

/** Has the volumes of all pods be mounted with other options, under new pods. */
async function mountAll(
  sets: readonly string[],
  options: readonly string[],
  { volumes, disruption, kubernetes }: Pick<Hands, 'volumes' | 'disruption' | 'kubernetes'>,
): Promise<void> {
  for (const set of sets) {
    const pods = await kubernetes.podNames(set);
    await disruption.whileAway(set, async () => {
      for (const pod of pods) await volumes.setMountOptions(await volumes.of(pod), options);
    });
  }
}
