import { readFileSync } from 'node:fs';
import type { V1PersistentVolume } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { CommandError } from '../../base/command.ts';
import { GroundFailure } from '../../base/failure.ts';
import type { Access } from '../../cluster/access.ts';
import { LABEL, OUR_SELECTOR } from '../../cluster/label.ts';
import { applyObjects } from '../../install/apply.ts';

/** Who has the volumes: a cluster, and each of its nodes. */
interface Workplace {
  readonly access: Access;
  /** Runs a program on every node, as its root. @throws CommandError when it fails on one */
  readonly onNodes: (command: readonly string[]) => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** What stands in an overlay's file: its StorageClass, or a volume. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly hostPath?: { readonly path: string }; readonly nfs?: object };
}

/**
 * Does for an overlay that brings its own volumes what an administrator does (docs/storage.md): gives each its folder on every node, which any user may write
 * to, and applies the overlay's file. A volume whose claim has gone waits for nobody: it is made anew, and empty,
 * but for what a server of NFS has in its folder.
 * @throws GroundFailure where the volumes are an NFS server's, and a node cannot mount those
 */
export async function prepareVolumes(file: string, { access, onNodes, signal }: Workplace): Promise<void> {
  const objects = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest);
  const volumes = objects.filter(({ kind }) => kind === 'PersistentVolume');
  if (volumes.some(({ spec }) => spec?.nfs)) await checkThatNfsIsMounted(onNodes);
  const released = await releasedNames(access, signal);
  const again = volumes.filter(({ metadata }) => released.includes(metadata.name));
  if (again.length > 0) await access.kubectl(['delete', 'persistentvolume', ...again.map(({ metadata }) => metadata.name)], { signal });
  const [emptied, wanted] = [foldersOf(again), foldersOf(volumes)];
  if (emptied.length > 0) await onNodes(['rm', '-rf', ...emptied]);
  if (wanted.length > 0) await onNodes(['mkdir', '--parents', '--mode=0777', ...wanted]);
  await applyObjects(objects.map(labelled), { access, signal });
}

async function checkThatNfsIsMounted(onNodes: Workplace['onNodes']): Promise<void> {
  try {
    await onNodes(['sh', '-c', 'grep -qw nfs4 /proc/filesystems || modprobe nfs']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      'the overlay’s volumes are folders of an NFS server, and the kernel of this host, which is that of kind’s nodes, has no NFS client',
      'Take --overlay storage-hostpath here, or a cluster of your own whose nodes mount NFS (docs/storage.md).',
      error.output,
    );
  }
}

/** Names of the volumes of ours whose claims are gone. */
async function releasedNames(access: Access, signal: AbortSignal): Promise<string[]> {
  const listed = await access.kubectl(['get', 'persistentvolumes', `--selector=${OUR_SELECTOR}`, '--output=json'], { signal });
  const { items } = JSON.parse(listed) as { readonly items: readonly V1PersistentVolume[] };
  return items.flatMap(({ metadata, status }) => (status?.phase === 'Released' ? (metadata?.name ?? []) : []));
}

function foldersOf(volumes: readonly Manifest[]): string[] {
  return volumes.flatMap(({ spec }) => spec?.hostPath?.path ?? []);
}

function labelled(object: Manifest): object {
  return { ...object, metadata: { ...object.metadata, labels: LABEL } };
}
