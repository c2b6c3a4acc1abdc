import type { Disruption } from '../../fixtures/disruption.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { Volumes } from './volume.ts';

/** How an administrator has programs be told that their NFS server is away, here within half a minute. */
export const SOFT = ['soft', 'timeo=50', 'retrans=2', 'nfsvers=4.1'];
/** As blueprint/overlays/storage-nfs has it. */
export const HARD = ['hard', 'nfsvers=4.1'];

interface Hands {
  readonly volumes: Volumes;
  readonly disruption: Disruption;
  readonly kubernetes: Kubernetes;
}

/** Has the volumes of all pods of StatefulSets be mounted with other options, under new pods; returns when every system is usable. */
export async function mountAll(
  sets: readonly string[],
  options: readonly string[],
  { volumes, disruption, kubernetes }: Hands,
): Promise<void> {
  const remount = async (set: string): Promise<void> => {
    const pods = await kubernetes.podNames(set);
    await disruption.whileAway(set, async () => {
      for (const pod of pods) await volumes.setMountOptions(await volumes.of(pod), options);
    });
  };
  await Promise.all(sets.map(remount));
}
