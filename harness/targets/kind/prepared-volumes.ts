import { readFileSync } from 'node:fs';
import type { V1PersistentVolume, V1VolumeNodeAffinity } from '@kubernetes/client-node';
import { orGround } from '../../base/or-ground.ts';
import type { Access } from '../../cluster/access.ts';
import { LABEL, OUR_SELECTOR } from '../../cluster/label.ts';
import { objectsIn } from '../../cluster/manifest.ts';
import { applyObjects } from '../../install/apply.ts';
import { only } from '../../install/volumes.ts';
import { amountOf } from '../../model/quantity.ts';
import type { Disk } from './disks.ts';

/** Who has the volumes: a cluster, and its nodes. */
interface Workplace {
  readonly access: Access;
  /** The nodes' names. */
  readonly nodes: readonly string[];
  /** Runs a program on every node, as its root. @throws CommandError when it fails on one */
  readonly onNodes: (command: readonly string[]) => Promise<unknown>;
  /** Makes a disk on a node, empty. @throws CommandError when it can't */
  readonly makeDisk: (disk: Disk, bytes: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What stands in an overlay's file: its StorageClass, or a volume. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly hostPath?: { readonly path: string };
    readonly local?: { readonly path: string };
    readonly nfs?: object;
    readonly nodeAffinity?: V1VolumeNodeAffinity;
    readonly capacity: { readonly storage: string };
  };
}

/** Whether an overlay's volumes are disks of nodes. */
export function areDisks(file: string): boolean {
  return manifestsIn(file).some(({ spec }) => spec?.local);
}

/**
 * Does for an overlay that brings its own volumes what an administrator does (docs/storage.md): gives each its folder on every node, which any user may write
 * to, or a disk on one node, and applies the overlay's file. A volume whose claim has gone waits for nobody: it is made anew, and empty,
 * but for what a server of NFS has in its folder. One that has a claim stays as it is, and as large as it has become.
 * @throws GroundFailure where the volumes are an NFS server's, and a node cannot mount those, or disks, and it has none
 */
export async function prepareVolumes(file: string, workplace: Workplace): Promise<void> {
  const { access, onNodes, signal } = workplace;
  const objects = manifestsIn(file);
  const volumes = objects.filter(({ kind }) => kind === 'PersistentVolume');
  if (volumes.some(({ spec }) => spec?.nfs)) await checkThatNfsIsMounted(onNodes);
  const phases = await phasesOf(access, signal);
  const phaseOf = ({ metadata }: Manifest): string | undefined => phases.get(metadata.name);
  const wanting = volumes.filter((volume) => phaseOf(volume) !== 'Bound');
  const again = wanting.filter((volume) => phaseOf(volume) === 'Released');
  if (again.length > 0) await access.kubectl(['delete', 'persistentvolume', ...again.map(({ metadata }) => metadata.name)], { signal });
  const [emptied, wanted] = [foldersOf(again), foldersOf(wanting)];
  if (emptied.length > 0) await onNodes(['rm', '-rf', ...emptied]);
  if (wanted.length > 0) await onNodes(['mkdir', '--parents', '--mode=0777', ...wanted]);
  const nodes = workersAmong(workplace.nodes);
  const nodeOf = (volume: Manifest): string => nodes[volumes.indexOf(volume) % nodes.length] ?? '';
  for (const volume of wanting) if (phaseOf(volume) !== 'Available') await makeDiskOf(volume, nodeOf(volume), workplace); // one by one: a free device is so for all
  const others = objects.filter((object) => !volumes.includes(object));
  await applyObjects([...others, ...wanting.map((volume) => onNode(volume, nodeOf(volume)))].map(labelled), { access, signal });
}

function manifestsIn(file: string): Manifest[] {
  return objectsIn<Manifest>(readFileSync(file, 'utf8'));
}

/** The nodes that take pods, sorted: kind keeps them off the control plane where there are others. */
function workersAmong(nodes: readonly string[]): string[] {
  const workers = nodes.filter((name) => !/-control-plane\d*$/.test(name));
  return [...(workers.length > 0 ? workers : nodes)].sort();
}

/** A volume that is a node's, with that node, lest a pod that comes to another finds an empty folder there; any other as it is. */
function onNode(volume: Manifest, node: string): Manifest {
  return volume.spec?.local || volume.spec?.hostPath ? { ...volume, spec: { ...volume.spec, nodeAffinity: only(node) } } : volume;
}

async function makeDiskOf({ metadata, spec }: Manifest, node: string, { makeDisk }: Workplace): Promise<void> {
  if (!spec?.local) return;
  await orGround(makeDisk({ node, volume: spec.local.path }, amountOf(spec.capacity.storage)), ({ output }) => ({
    what: `no disk can be made for the volume ${metadata.name}: the kernel of this host, which is that of kind’s nodes, may have no loop devices or no XFS`,
    mend: 'Take --overlay storage-hostpath here, or a cluster of your own whose nodes have disks (docs/storage.md).',
    evidence: output,
  }));
}

async function checkThatNfsIsMounted(onNodes: Workplace['onNodes']): Promise<void> {
  await orGround(onNodes(['sh', '-c', 'grep -qw nfs4 /proc/filesystems || modprobe nfs']), ({ output }) => ({
    what: 'the overlay’s volumes are folders of an NFS server, and the kernel of this host, which is that of kind’s nodes, has no NFS client',
    mend: 'Take --overlay storage-hostpath here, or a cluster of your own whose nodes mount NFS (docs/storage.md).',
    evidence: output,
  }));
}

/** What the volumes of ours that stand are at: Available, Bound, Released … */
async function phasesOf(access: Access, signal: AbortSignal): Promise<ReadonlyMap<string, string | undefined>> {
  const listed = await access.kubectl(['get', 'persistentvolumes', `--selector=${OUR_SELECTOR}`, '--output=json'], { signal });
  const { items } = JSON.parse(listed) as { readonly items: readonly V1PersistentVolume[] };
  return new Map(items.map(({ metadata, status }) => [metadata?.name ?? '', status?.phase]));
}

function foldersOf(volumes: readonly Manifest[]): string[] {
  return volumes.flatMap(({ spec }) => spec?.hostPath?.path ?? []);
}

function labelled(object: Manifest): object {
  return { ...object, metadata: { ...object.metadata, labels: LABEL } };
}
