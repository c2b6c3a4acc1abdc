import type { V1Job } from '@kubernetes/client-node';
import { Jobs } from '../fixtures/jobs.ts';
import { LABEL, connectTo, containerdIn, loadImages, nodeContainers, run, type Given } from '../harness/index.ts';
import { NOBODY } from '../suites/storage/volume.ts';
import { standingStack } from './standing-stack.ts';

/** What writes to a folder: one program of fio's that syncs each write of 4 KiB, for ten seconds, and then one that writes a stream, synced at its end. */
const fioIn = (folder: string): readonly string[] => [
  ...['fio', '--output-format=json', '--unlink=1', '--rw=write', `--directory=${folder}`], // what stands before the first name is for both
  ...['--name=sync', '--size=64m', '--bs=4k', '--fsync=1', '--runtime=10', '--time_based'],
  ...['--name=stream', '--stonewall', '--size=512m', '--bs=1m', '--end_fsync=1'],
];

/** The stack's own claim, which is taken where nobody makes volumes. */
const STACKS_CLAIM = 'data-zookeeper-0';

/** What a disk does, as fio tells it. */
export interface DiskSample {
  /** A StorageClass, or that it is the node's own disk. */
  readonly disk: string;
  /** Writes of 4 KiB a second, each on the disk before the next. */
  readonly syncs: number;
  /** Bytes a second of a stream. */
  readonly throughput: number;
}

/** Measures the node's own disk, and a volume of each StorageClass of the standing stack, one after the other. @param image the reference of disk-tools */
export async function measureDisks(image: string): Promise<DiskSample[]> {
  const { target, leave } = await standingStack('tiny');
  try {
    const [node = ''] = await nodeContainers();
    await loadImages([image], containerdIn(node), new AbortController().signal);
    const raw = await run('docker', ['run', '--rm', '--network=none', '--volumes-from', node, image, ...fioIn('/var')]);
    const samples = [sampleOf('the node’s own disk', raw)];
    const { items } = await connectTo(target).storage.listStorageClass();
    for (const { metadata, provisioner } of items) {
      const name = metadata?.name ?? '';
      samples.push(
        sampleOf(name, await (provisioner === NOBODY ? writtenBy(STACKS_CLAIM, image, target) : onClaimOf(name, image, target))),
      );
    }
    return samples;
  } finally {
    await leave();
  }
}

/** What fio tells of a claim that is made for it, and goes again. */
async function onClaimOf(storageClassName: string, image: string, target: Given): Promise<string> {
  const { core } = connectTo(target);
  const { namespace, runId } = target;
  const name = `disk-${runId}`;
  const spec = { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  await core.createNamespacedPersistentVolumeClaim({ namespace, body: { metadata: { name, labels: LABEL }, spec } });
  try {
    return await writtenBy(name, image, target);
  } finally {
    await core.deleteNamespacedPersistentVolumeClaim({ namespace, name });
  }
}

/** What fio tells of a claim, from a pod. @throws Error with its last words when it fails */
async function writtenBy(claim: string, image: string, target: Given): Promise<string> {
  const jobs = new Jobs(target);
  const name = `fio-${target.runId}`;
  try {
    await jobs.start(jobOf(name, claim, image), {});
    const { succeeded, log } = await jobs.ended(name);
    if (!succeeded) throw new Error(`fio failed on ${claim}:\n${log}`);
    return log;
  } finally {
    await jobs.remove(name);
  }
}

function jobOf(name: string, claimName: string, image: string): V1Job {
  const container = {
    ...{ name: 'fio', image, imagePullPolicy: 'Never', command: [...fioIn('/volume')], workingDir: '/volume' },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'volume', mountPath: '/volume' }],
  };
  const spec = {
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container],
    volumes: [{ name: 'volume', persistentVolumeClaim: { claimName } }],
  };
  return { metadata: { name, labels: LABEL }, spec: { backoffLimit: 0, template: { spec } } };
}

function sampleOf(disk: string, written: string): DiskSample {
  const { jobs } = JSON.parse(written.slice(written.indexOf('{'))) as {
    readonly jobs: readonly { readonly jobname: string; readonly write: { readonly iops: number; readonly bw_bytes: number } }[];
  };
  const of = (name: string): { readonly iops: number; readonly bw_bytes: number } | undefined =>
    jobs.find(({ jobname }) => jobname === name)?.write;
  return { disk, syncs: of('sync')?.iops ?? NaN, throughput: of('stream')?.bw_bytes ?? NaN };
}
