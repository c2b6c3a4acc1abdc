import type { V1NodeList } from '@kubernetes/client-node';
import { expect, type TestContext } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Nodes } from '../../fixtures/nodes.ts';
import { takesPods } from '../../harness/index.ts';
import { kubectl } from './kubectl.ts';
import { lost, writeAll, type Kept } from './keeper.ts';
import { containersOf } from './containers.ts';
import { elsewhereAgain, schedulersRefusal } from './second-pod.ts';
import type { Server } from './nfs-server.ts';
import type { Volume, Volumes } from './volume.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 400_000;

/** Declares the tests of a system whose volumes are folders of an NFS server, where they are. */
export function onNfs({ edge, sets, ownLock, test }: Kept): void {
  const [set] = sets;

  test(
    `${edge}: its pod goes to another node, and finds all that was acknowledged there`,
    { tags: [edge] },
    async ({ keeper, kubernetes, volumes, ownNodes: nodes, disruption, skip, onTestFinished }) => {
      const volume = await volumes.of(`${set}-0`);
      skip(volume.server === undefined, noNfs(volume));
      const nodeOfPod = async (): Promise<string> => {
        const pods = await kubernetes.pods(set);
        return pods.find(({ metadata }) => metadata?.name === `${set}-0`)?.spec?.nodeName ?? '';
      };
      const node = await nodeOfPod();
      skip(!(await otherNodes(node, nodes)), `no other node than ${node} takes pods`);
      await writeAll(keeper, FIRST + 200, FIRST + 210);
      onTestFinished(() => kubectl(nodes, 'uncordon', node).then(() => undefined));
      await kubectl(nodes, 'cordon', node);
      await disruption.replacePod(`${set}-0`);
      expect(await nodeOfPod()).not.toBe(node);
      expect(await lost(keeper, FIRST + 210, FIRST + 200)).toEqual([]);
    },
  );

  if (ownLock)
    test(
      `${edge}: a second one on another node is kept off a volume of NFS by the system’s own lock, and the first goes on`,
      { tags: [edge] },
      async ({ keeper, kubernetes, volumes, target, skip, onTestFinished }) => {
        const volume = await volumes.of(`${set}-0`);
        skip(volume.server === undefined, noNfs(volume));
        const [pod] = await kubernetes.pods(set);
        const name = `other-${set}-${target.runId}`.toLowerCase();
        const jobs = new (await import('../../fixtures/jobs.ts')).Jobs(target);
        onTestFinished(() => cleanUp(`Job ${name}`, () => jobs.remove(name)));
        await writeAll(keeper, FIRST + 100, FIRST + 105);
        await jobs.start(elsewhereAgain(name, { pod, set }, ownLock), {});
        const refused = await schedulersRefusal(name, kubernetes);
        skip(refused !== undefined, `no other node takes a pod: ${refused ?? ''}`);
        expect((await jobs.ended(name)).log).toMatch(ownLock.says);

        await writeAll(keeper, FIRST + 105, FIRST + 110);
        expect(await lost(keeper, FIRST + 110, FIRST + 100)).toEqual([]);
        expect(containersOf((await kubernetes.pods(set))[0])).toEqual(containersOf(pod));
      },
    );
}

/** Whether any other node takes pods that tolerate nothing. */
async function otherNodes(than: string, nodes: Nodes): Promise<boolean> {
  const { items } = JSON.parse(await kubectl(nodes, 'get', 'nodes', '--output=json')) as V1NodeList;
  return items.some((node) => node.metadata?.name !== than && takesPods(node));
}

/** The NFS server that a system's volumes are folders of, where it is ours; skips the test where there is none, or it is somebody's own. */
export async function serverOrSkip(
  { sets }: Kept,
  { volumes, nodes, skip }: { readonly volumes: Volumes; readonly nodes: Nodes; readonly skip: TestContext['skip'] },
): Promise<Server> {
  const volume = await volumes.of(`${sets[0]}-0`);
  if (volume.server === undefined) return skip(noNfs(volume));
  const { serverOf } = await import('./nfs-server.ts');
  return (await serverOf(volume, nodes)) ?? skip(`the NFS server ${volume.server} is somebody’s own: it is not taken away`);
}

function noNfs({ storageClass }: Volume): string {
  return `volumes of the StorageClass ${storageClass} are no folders of an NFS server`;
}
