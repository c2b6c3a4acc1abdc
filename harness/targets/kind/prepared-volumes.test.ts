import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../base/command.ts';
import { ROOT } from '../../base/paths.ts';
import { Access } from '../../cluster/access.ts';
import { gibibytes } from '../../model/quantity.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import type { Disk } from './disks.ts';
import { areDisks, prepareVolumes } from './prepared-volumes.ts';

const NODES = ['touchstone-worker2', 'touchstone-worker', 'touchstone-control-plane'];
const signal = new AbortController().signal;

function volumesOf(overlay: string): string {
  return join(ROOT, 'blueprint', 'overlays', overlay, 'volumes.yaml');
}

/** What is asked of kubectl and of the nodes. @param phases of the volumes that stand, by name @param onNodes what nodes answer */
async function prepared(
  overlay: string,
  phases: Readonly<Record<string, string>> = {},
  onNodes: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{
  readonly kubectl: readonly string[];
  readonly applied: string;
  readonly nodes: readonly string[];
  readonly disks: readonly string[];
}> {
  const items = Object.entries(phases).map(([name, phase]) => ({ metadata: { name }, status: { phase } }));
  const kubectl = await fakeProgram(
    `case "$*" in *' get '*) echo '${JSON.stringify({ items })}' ;; *' apply '*) cat >"$0.applied" ;; esac`,
  );
  const access = new Access({ kubeconfig: 'k', context: 'c', namespace: 'n' }, { kubectl: kubectl.path, helm: '' });
  const nodes: string[] = [];
  const asked = (command: readonly string[]): Promise<unknown> => {
    nodes.push(command.join(' '));
    return onNodes();
  };
  const disks: string[] = [];
  const makeDisk = ({ node, volume }: Disk, bytes: number): Promise<void> => {
    disks.push(`${node} ${volume} ${gibibytes(bytes)}`);
    return onNodes().then(() => undefined);
  };
  await prepareVolumes(volumesOf(overlay), { access, nodes: NODES, onNodes: asked, makeDisk, signal });
  const calls = (await kubectl.calls()).map((call) => call.split(' ').slice(0, 3).join(' '));
  return { kubectl: calls, applied: await readFile(`${kubectl.path}.applied`, 'utf8'), nodes, disks };
}

test('each volume has its folder on the nodes before the API server has the volume', async () => {
  const { kubectl, nodes } = await prepared('storage-hostpath');
  expect(kubectl).toEqual([
    'get persistentvolumes --selector=app.kubernetes.io/part-of=touchstone',
    'apply --server-side --force-conflicts',
  ]);
  expect(nodes).toEqual([expect.stringMatching(/^mkdir --parents --mode=0777 .*\/var\/local\/touchstone\/data-zookeeper-0/)]);
});

test('a folder is that of one node, to which its pod is kept', async () => {
  const { applied } = await prepared('storage-hostpath');
  expect([...applied.matchAll(/touchstone-worker2?(?=")/g)].map(([node]) => node)).toEqual(
    Array.from({ length: 8 }, (_, index) => ['touchstone-worker', 'touchstone-worker2'][index % 2]),
  );
});

test('a volume whose claim has gone is made anew, and empty, and no other', async () => {
  const name = 'touchstone-hostpath-data-kafka-0';
  const { kubectl, nodes } = await prepared('storage-hostpath', {
    [name]: 'Released',
    'touchstone-hostpath-data-minio-0': 'Bound',
    'touchstone-of-somebody-else': 'Released',
  });
  expect(kubectl.slice(1, -1)).toEqual([`delete persistentvolume ${name}`]);
  expect(nodes[0]).toBe('rm -rf /var/local/touchstone/data-kafka-0');
  expect(nodes[1]).not.toContain('data-minio-0'); // one that has its claim is left alone
});

test('volumes that are disks get one each, in turn on the nodes that take pods; what has a claim, or waits for its first, keeps its own', async () => {
  const { disks, nodes } = await prepared('storage-local', {
    'touchstone-local-data-minio-0': 'Bound',
    'touchstone-local-data-postgresql-0': 'Released',
    'touchstone-local-data-zookeeper-0': 'Available',
  });
  expect(disks.slice(0, 2)).toEqual([
    'touchstone-worker2 /var/local/touchstone/data-postgresql-0/volume 1.0 GiB',
    'touchstone-worker2 /var/local/touchstone/data-kafka-0/volume 5.0 GiB',
  ]);
  expect(nodes).toEqual([]);
});

test('nothing is applied where a node has no disk to give, and that is said', async () => {
  const lacking = (): Promise<unknown> => run('sh', ['-c', 'echo "losetup: cannot find an unused loop device" >&2; exit 1']);
  const refused = prepared('storage-local', {}, lacking);
  await expect(refused).rejects.toThrow(/no disk can be made for the volume touchstone-local-data-minio-0/);
  await expect(refused).rejects.toMatchObject({ evidence: ['losetup: cannot find an unused loop device'] });
});

test('an overlay says by its volumes whether disks are to be made', () => {
  expect(['storage-local', 'storage-hostpath', 'storage-nfs'].filter((overlay) => areDisks(volumesOf(overlay)))).toEqual(['storage-local']);
});

test('nothing is applied where a node’s kernel has no NFS client, and that is said', async () => {
  const lacking = (): Promise<unknown> => run('sh', ['-c', 'echo "modprobe: FATAL: Module nfs not found" >&2; exit 1']);
  const refused = prepared('storage-nfs', {}, lacking);
  await expect(refused).rejects.toThrow(/has no NFS client/);
  await expect(refused).rejects.toMatchObject({ evidence: ['modprobe: FATAL: Module nfs not found'] });
});

test('volumes of an NFS server are applied where nodes mount those, and no folder is made', async () => {
  const { kubectl, nodes } = await prepared('storage-nfs');
  expect(kubectl.at(-1)).toBe('apply --server-side --force-conflicts');
  expect(nodes).toHaveLength(1);
});
