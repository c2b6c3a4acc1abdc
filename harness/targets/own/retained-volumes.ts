import type { Access } from '../../cluster/access.ts';
import { ifAllowed } from '../../cluster/api.ts';
import { OUR_SELECTOR } from '../../cluster/label.ts';

/** Of a stack that stands the volumes that will outlive their claims, because their StorageClass retains them: a sentence each. None where StorageClasses are not told. */
export async function retainedVolumes({ api, namespace }: Access): Promise<string[]> {
  const [claims, classes] = await Promise.all([
    api.core.listNamespacedPersistentVolumeClaim({ namespace, labelSelector: OUR_SELECTOR }),
    ifAllowed(api.storage.listStorageClass()),
  ]);
  const retaining = (classes?.items ?? []).flatMap(({ metadata, reclaimPolicy }) => (reclaimPolicy === 'Retain' ? [metadata?.name] : []));
  return claims.items.flatMap(({ metadata, spec }) => {
    const { volumeName, storageClassName } = spec ?? {};
    if (volumeName === undefined || !retaining.includes(storageClassName)) return [];
    return [
      `the volume ${volumeName} of ${metadata?.name ?? ''} stays: ${storageClassName ?? ''} retains volumes (kubectl delete persistentvolume ${volumeName}, and its disk)`,
    ];
  });
}
