import { expect } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { lost, writeAll, type Kept } from './keeper.ts';
import { containersOf } from './containers.ts';
import { elsewhere, refusalOf, sameAgain } from './second-pod.ts';

/** Where the values begin that are written here: other tests of the file have written those below. */
const FIRST = 300_000;
/** How long the cluster has to say no, in milliseconds. */
const PATIENCE = 60_000;
/** How it says so: the scheduler of a volume that is of a node or a zone, in the words of two releases; the controller that attaches volumes. */
const REFUSES = /didn't match PersistentVolume's node affinity|volume node affinity conflict|Multi-Attach error/;

/** Declares the tests that nobody else writes to the volume of a system's first StatefulSet. */
export function excludes({ edge, sets, ownLock, test }: Kept): void {
  const [set] = sets;

  test(
    `${edge}: a pod on another node is not given the volume`,
    { tags: [edge] },
    async ({ volumes, kubernetes, target, skip, onTestFinished }) => {
      const [pod] = await kubernetes.pods(set);
      const { attaches, node, storageClass } = await volumes.of(pod?.metadata?.name ?? '');
      skip(!attaches && node === undefined, `volumes of the StorageClass ${storageClass} are kept from no node`);
      const name = `second-${set}-${target.runId}`.toLowerCase();
      const jobs = new (await import('../../fixtures/jobs.ts')).Jobs(target);
      onTestFinished(() => cleanUp(`Job ${name}`, () => jobs.remove(name)));
      await jobs.start(elsewhere(name, { pod, set }), {});
      const answer = await answerTo(name, kubernetes);
      skip(isOfNodes(answer) && !REFUSES.test(answer), `no other node takes a pod, with this volume or without: ${answer}`);
      expect(answer).toMatch(REFUSES);
    },
  );

  if (ownLock)
    test(
      `${edge}: a second one on the same node is kept off the volume by the system’s own lock, and the first goes on`,
      { tags: [edge] },
      async ({ keeper, kubernetes, target, onTestFinished }) => {
        const [pod] = await kubernetes.pods(set);
        const name = `same-${set}-${target.runId}`.toLowerCase();
        const jobs = new (await import('../../fixtures/jobs.ts')).Jobs(target);
        onTestFinished(() => cleanUp(`Job ${name}`, () => jobs.remove(name)));
        await writeAll(keeper, FIRST, FIRST + 5);
        await jobs.start(sameAgain(name, { pod, set }, ownLock), {});
        expect((await jobs.ended(name)).log).toMatch(ownLock.says);

        await writeAll(keeper, FIRST + 5, FIRST + 10);
        expect(await lost(keeper, FIRST + 10, FIRST)).toEqual([]);
        const [after] = await kubernetes.pods(set);
        expect(containersOf(after)).toEqual(containersOf(pod));
      },
    );
}

/** What the cluster says to a Job's pod that wants a volume: why it gets no node or no volume. @throws Error when the pod runs, or nothing is said in time */
async function answerTo(job: string, kubernetes: Kubernetes): Promise<string> {
  return kubernetes.watching((watch) =>
    watch.until(
      `an answer to the pod of the Job ${job}`,
      () => {
        const pod = watch.pods().find(({ metadata }) => metadata?.labels?.['job-name'] === job);
        if (pod?.status?.phase === 'Running') throw new Error(`a second pod has the volume, on ${pod.spec?.nodeName ?? ''}`);
        const unattached = watch
          .events()
          .find(({ reason, involvedObject }) => reason === 'FailedAttachVolume' && involvedObject.uid === pod?.metadata?.uid);
        return refusalOf(pod) ?? unattached?.message;
      },
      AbortSignal.timeout(PATIENCE),
    ),
  );
}

/** Whether it is the scheduler that says so, which counts nodes up. */
function isOfNodes(answer: string): boolean {
  return /^\d+\/\d+ nodes/.test(answer);
}
