import { CommandError, kubectlFlags, run, type Given } from '../../harness/index.ts';

/** A pod's volume. */
export interface Volume {
  /** The claim's name. */
  readonly claim: string;
  /** The PersistentVolume's name. */
  readonly name: string;
  readonly storageClass: string;
  /** The folder of a node that it is; undefined where it is none. */
  readonly folder: string | undefined;
}

interface PersistentVolume {
  readonly spec: {
    readonly storageClassName?: string;
    readonly hostPath?: { readonly path: string };
    readonly local?: { readonly path: string };
  };
}

/** What an administrator does with volumes. */
export class Volumes {
  constructor(private readonly target: Given) {}

  /** The volume of a pod, by the claim that charts make for it (charts/common). */
  async of(pod: string): Promise<Volume> {
    const claim = `data-${pod}`;
    const name = await this.kubectl('get', 'persistentvolumeclaim', claim, '--output=jsonpath={.spec.volumeName}');
    const { spec } = JSON.parse(await this.kubectl('get', 'persistentvolume', name, '--output=json')) as PersistentVolume;
    return { claim, name, storageClass: spec.storageClassName ?? '', folder: (spec.local ?? spec.hostPath)?.path };
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

  /** Asks for a larger volume, and returns when it is. @throws Error when it is not within two minutes */
  async expand({ claim }: Volume, size: string): Promise<void> {
    await this.patch('persistentvolumeclaim', claim, { spec: { resources: { requests: { storage: size } } } });
    await this.kubectl('wait', `persistentvolumeclaim/${claim}`, `--for=jsonpath={.status.capacity.storage}=${size}`, '--timeout=120s');
  }

  private async patch(kind: string, name: string, change: object): Promise<void> {
    await this.kubectl('patch', kind, name, '--type=merge', `--patch=${JSON.stringify(change)}`);
  }

  /** @throws Error that says first what kubectl said last */
  private async kubectl(...args: readonly string[]): Promise<string> {
    try {
      return await run(this.target.kubectl, [...kubectlFlags(this.target), ...args]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new Error(`kubectl ${args.slice(0, 3).join(' ')}: ${error.output.at(-1) ?? error.ending}`, { cause: error });
    }
  }
}
