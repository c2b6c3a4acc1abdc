import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { lost, writeAll, type Kept } from './keeper.ts';
import { containersOf } from './containers.ts';
import { elsewhereAgain, schedulersRefusal } from './second-pod.ts';
import type { Volume } from './volume.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 400_000;
/** How long the server is away, in milliseconds. */
const AWAY = 60_000;
/** Who is refused before has not waited, in milliseconds. */
const AT_ONCE = 10_000;

/** Declares the tests of a system whose volumes are folders of an NFS server, where they are. */
export function onNfs({ edge, sets, withoutServer, ownLock, test }: Kept): void {
  const [set] = sets;

  test(
    `${edge}: its NFS server is away for a minute: a write ${withoutServer}, and all that was acknowledged holds`,
    { tags: [edge], timeout: 600_000 },
    async ({ keeper, volumes, ownNodes: nodes, disruption, skip, onTestFinished }) => {
      const volume = await volumes.of(`${set}-0`);
      skip(volume.server === undefined, noNfs(volume));
      const { bringBack, serverOf, takeAway } = await import('./nfs-server.ts');
      const server = await serverOf(volume, nodes);
      if (!server) return skip(`the NFS server ${volume.server ?? ''} is somebody’s own: it is not taken away`);
      await writeAll(keeper, FIRST, FIRST + 5);
      await keeper.read(); // what only a first reader waits for is behind us

      onTestFinished(() => bringBack(server, nodes)); // it must not stay away, whatever happens: all volumes are its
      await takeAway(server, nodes);
      let outcome = 'waits';
      const begun = performance.now();
      const acknowledged = keeper.write(FIRST + 5).then(
        () => ((outcome = 'goes on'), true),
        (error: unknown) => {
          if (performance.now() - begun < AT_ONCE) outcome = `is refused at once: ${String(error)}`;
          return false; // given up, by the system or its client: the value may be there or not
        },
      );
      await setTimeout(AWAY);
      const meanwhile = outcome;
      await bringBack(server, nodes);
      expect(meanwhile).toBe(withoutServer);

      await disruption.usable();
      const unsure = (await acknowledged) ? undefined : FIRST + 5;
      await writeAll(keeper, FIRST + 6, FIRST + 10);
      expect((await lost(keeper, FIRST + 10, FIRST)).filter((number) => number !== unsure)).toEqual([]);
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

function noNfs({ storageClass }: Volume): string {
  return `volumes of the StorageClass ${storageClass} are no folders of an NFS server`;
}
