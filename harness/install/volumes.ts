import type {
  V1PersistentVolume,
  V1PersistentVolumeSpec,
  V1StatefulSet,
  V1StorageClass,
  V1VolumeNodeAffinity,
} from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { objectsIn } from '../cluster/manifest.ts';

/** Where volumes lie that somebody makes by hand, each in a folder of its own; on `disks` each folder is where a disk is mounted on a node. */
export type VolumeSource =
  | { readonly hostPath: string }
  | { readonly disks: { readonly node: string; readonly path: string } }
  | { readonly nfs: { readonly server: string; readonly path: string } };

/** The folder on a mounted disk that is the volume: where the disk is not mounted there is none, and no pod writes into what is below. */
const ON_DISK = 'volume';

/** A claim that a StatefulSet makes for one of its pods. */
interface Claim {
  readonly name: string;
  readonly storageClassName: string;
  readonly size: string;
}

/**
 * A StorageClass that makes nothing, and a volume for each claim of rendered charts, as YAML for kubectl apply.
 * @param namespace whose claims they are for: nobody else's get them
 */
export function volumesFor(manifests: readonly string[], source: VolumeSource, namespace: string): string {
  const claims = manifests.flatMap(claimsIn);
  const classes = [...new Set(claims.map(({ storageClassName }) => storageClassName))];
  return [...classes.map((name) => classOf(name, source)), ...claims.map((claim) => volumeFor(claim, source, namespace))]
    .map((one) => stringify(one))
    .join('---\n');
}

function claimsIn(manifest: string): Claim[] {
  const sets = objectsIn<V1StatefulSet>(manifest).filter(({ kind }) => kind === 'StatefulSet');
  return sets.flatMap((set) =>
    (set.spec?.volumeClaimTemplates ?? []).flatMap(({ metadata, spec }) =>
      Array.from({ length: set.spec?.replicas ?? 1 }, (_, index) => ({
        name: `${metadata?.name ?? ''}-${set.metadata?.name ?? ''}-${index}`,
        storageClassName: spec?.storageClassName ?? '',
        size: String(spec?.resources?.requests?.storage),
      })),
    ),
  );
}

function classOf(name: string, source: VolumeSource): V1StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/no-provisioner',
    reclaimPolicy: 'Retain', // what makes nothing deletes nothing
    volumeBindingMode: 'WaitForFirstConsumer',
    ...('disks' in source ? { allowVolumeExpansion: true } : {}),
  };
}

function volumeFor({ name, storageClassName, size }: Claim, source: VolumeSource, namespace: string): V1PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${storageClassName}-${name}` },
    spec: {
      storageClassName,
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: { namespace, name },
      ...placeOf(name, source),
    },
  };
}

function placeOf(name: string, source: VolumeSource): Partial<V1PersistentVolumeSpec> {
  if ('hostPath' in source) return { hostPath: { path: `${source.hostPath}/${name}`, type: 'Directory' } };
  if ('nfs' in source) return { nfs: { ...source.nfs, path: `${source.nfs.path}/${name}` }, mountOptions: ['hard', 'nfsvers=4.1'] };
  const { node, path } = source.disks;
  return { local: { path: `${path}/${name}/${ON_DISK}` }, nodeAffinity: only(node) };
}

/** Lets a volume be used on one node alone. */
export function only(node: string): V1VolumeNodeAffinity {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  return { required: { nodeSelectorTerms: [{ matchExpressions }] } };
}
