import type { V1PersistentVolume, V1StatefulSet, V1StorageClass } from '@kubernetes/client-node';
import { parseAllDocuments, stringify } from 'yaml';

/** Where volumes lie that somebody makes by hand, each in a folder of its own. */
export type VolumeSource = { readonly hostPath: string } | { readonly nfs: { readonly server: string; readonly path: string } };

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
  return [...classes.map(classOf), ...claims.map((claim) => volumeFor(claim, source, namespace))]
    .map((one) => stringify(one))
    .join('---\n');
}

function claimsIn(manifest: string): Claim[] {
  const sets = parseAllDocuments(manifest)
    .map((document) => document.toJS() as V1StatefulSet | null)
    .filter((object) => object?.kind === 'StatefulSet');
  return sets.flatMap((set) =>
    (set?.spec?.volumeClaimTemplates ?? []).flatMap(({ metadata, spec }) =>
      Array.from({ length: set?.spec?.replicas ?? 1 }, (_, index) => ({
        name: `${metadata?.name ?? ''}-${set?.metadata?.name ?? ''}-${index}`,
        storageClassName: spec?.storageClassName ?? '',
        size: String(spec?.resources?.requests?.storage),
      })),
    ),
  );
}

function classOf(name: string): V1StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}

/** Retained when its claim goes: what makes nothing deletes nothing. */
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
      ...('hostPath' in source
        ? { hostPath: { path: `${source.hostPath}/${name}`, type: 'Directory' } }
        : { nfs: { ...source.nfs, path: `${source.nfs.path}/${name}` }, mountOptions: ['hard', 'nfsvers=4.1'] }),
    },
  };
}
