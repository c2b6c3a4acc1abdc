import type { V1PersistentVolume } from '@kubernetes/client-node';
import { DISK_TOOLS_IMAGE, amountOf, breakDisk, growDisk, mendDisk, type Given } from '../../harness/index.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import { kubectl } from './kubectl.ts';

/** A pod's volume. */
export interface Volume {
  /** The claim's name. */
  readonly claim: string;
  /** The PersistentVolume's name. */
  readonly name: string;
  readonly storageClass: string;
  /** How large it is said to be, as a quantity of Kubernetes. */
  readonly size: string;
  /** The only node that it can be used on; undefined where it is any. */
  readonly node: string | undefined;
  /** Whether it is a disk of that node, to itself. */
  readonly local: boolean;
  /** Whether a driver has to attach it to a node. */
  readonly attaches: boolean;
  /** The folder of a node that it is; undefined where it is none. */
  readonly folder: string | undefined;
  /** The NFS server that it is a folder of; undefined where it is of none. */
  readonly server: string | undefined;
}

/** Bytes that a volume grows by. */
const GROWTH = 2 ** 30;

/** What makes no volumes: an administrator does. */
export const NOBODY = 'kubernetes.io/no-provisioner';

/** What an administrator does with volumes. */
export class Volumes {
  constructor(
    private readonly target: Given,
    private readonly nodes: Nodes,
  ) {}

  /** The volume of a pod, by the claim that charts make for it (charts/common). */
  async of(pod: string): Promise<Volume> {
    const claim = `data-${pod}`;
    const name = await this.kubectl('get', 'persistentvolumeclaim', claim, '--output=jsonpath={.spec.volumeName}');
    const { spec } = JSON.parse(await this.kubectl('get', 'persistentvolume', name, '--output=json')) as V1PersistentVolume;
    const [term] = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
    return {
      claim,
      name,
      storageClass: spec?.storageClassName ?? '',
      size: spec?.capacity?.storage ?? '',
      node: term?.matchExpressions?.find(({ key }) => key === 'kubernetes.io/hostname')?.values?.[0],
      local: spec?.local !== undefined,
      attaches: spec?.csi !== undefined,
      folder: (spec?.local ?? spec?.hostPath)?.path,
      server: spec?.nfs?.server,
    };
  }

  /** Whether volumes of a StorageClass grow, and whoever makes them larger is at hand. */
  async canGrow(storageClass: string): Promise<boolean> {
    if ((await this.ofClass(storageClass, 'allowVolumeExpansion')) !== 'true') return false;
    return (await this.ofClass(storageClass, 'provisioner')) !== NOBODY || this.tools !== '';
  }

  /** Whether a volume is a disk that can be worked on here. */
  isOurDisk({ local }: Volume): boolean {
    return local && this.tools !== '';
  }

  /** A field of a StorageClass, empty where it has none. */
  ofClass(name: string, field: 'provisioner' | 'allowVolumeExpansion'): Promise<string> {
    return this.kubectl('get', 'storageclass', name, `--output=jsonpath={.${field}}`);
  }

  /** Changes what becomes of a volume when its claim is deleted. */
  async setReclaimPolicy({ name }: Volume, policy: 'Retain' | 'Delete'): Promise<void> {
    await this.patch('persistentvolume', name, { spec: { persistentVolumeReclaimPolicy: policy } });
  }

  /** Deletes a claim, and returns when it is gone. */
  async deleteClaim({ claim }: Volume): Promise<void> {
    await this.kubectl('delete', 'persistentvolumeclaim', claim, '--wait', '--timeout=60s');
  }

  /** Returns when a volume is in that phase. @throws Error when it is not within a minute */
  async untilPhase({ name }: Volume, phase: 'Released' | 'Bound'): Promise<void> {
    await this.kubectl('wait', `persistentvolume/${name}`, `--for=jsonpath={.status.phase}=${phase}`, '--timeout=60s');
  }

  /** Returns when there is no such volume any more. @throws Error when there is after two minutes */
  async untilGone({ name }: Volume): Promise<void> {
    await this.kubectl('wait', `persistentvolume/${name}`, '--for=delete', '--timeout=120s');
  }

  /** Gives a released volume to the next claim of the name that it had. */
  async keepForClaim({ name, claim }: Volume): Promise<void> {
    const { namespace } = this.target;
    await this.patch('persistentvolume', name, { spec: { claimRef: { namespace, name: claim, uid: null, resourceVersion: null } } });
  }

  /**
   * Asks for a volume that is larger by a GiB, and returns when it is. Where nobody makes volumes, it is made larger here: its disk first, and then
   * what is said of it. @throws Error when it is not within three minutes
   */
  async enlarge({ claim, name, storageClass, size, node, folder }: Volume): Promise<void> {
    const bytes = amountOf(size) + GROWTH;
    const request = { spec: { resources: { requests: { storage: `${bytes / 2 ** 20}Mi` } } } };
    const wanted = await this.patch('persistentvolumeclaim', claim, request, '--output=jsonpath={.spec.resources.requests.storage}');
    if ((await this.ofClass(storageClass, 'provisioner')) === NOBODY) {
      await growDisk({ node: node ?? '', volume: folder ?? '' }, bytes, { tools: this.tools });
      await this.patch('persistentvolume', name, { spec: { capacity: { storage: wanted } } });
    }
    await this.kubectl('wait', `persistentvolumeclaim/${claim}`, `--for=jsonpath={.status.capacity.storage}=${wanted}`, '--timeout=180s');
  }

  /** Has a disk of ours fail under whoever uses it. */
  async breakDisk({ node, folder }: Volume): Promise<void> {
    await breakDisk({ node: node ?? '', volume: folder ?? '' }, { tools: this.tools });
  }

  /** Has a disk of ours that failed be there again. @throws CommandError while a pod uses it */
  async mendDisk({ node, folder }: Volume): Promise<void> {
    await mendDisk({ node: node ?? '', volume: folder ?? '' });
  }

  /** The reference of the image that disks are worked on with; empty where none is at hand. */
  private get tools(): string {
    return this.target.images[DISK_TOOLS_IMAGE] ?? '';
  }

  private patch(kind: string, name: string, change: object, ...flags: readonly string[]): Promise<string> {
    return this.kubectl('patch', kind, name, '--type=merge', `--patch=${JSON.stringify(change)}`, ...flags);
  }

  private kubectl(...args: readonly string[]): Promise<string> {
    return kubectl(this.nodes, ...args);
  }
}
