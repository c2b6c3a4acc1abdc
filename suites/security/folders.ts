import type { Disruption } from '../../fixtures/disruption.ts';
import type { Basics } from '../../fixtures/fixture.ts';
import type { Attempt } from './tried-door.ts';

/** More than a member of ZooKeeper may have in /tmp (charts/zookeeper, scratch), in MB. */
const MUCH = 96;
/** Milliseconds. A kubelet looks every ten seconds, at what it has measured one or two minutes ago at most (Kubernetes, `volumeStatsAggPeriod`, with jitter). */
const PATIENCE = 200_000;
/** Of a test that does this, which goes on until the pod is replaced and every system usable. */
export const LIMIT = PATIENCE + 280_000;

/** Writes more into a pod's temporary folder than it holds, and returns when the pod is replaced and every system usable. */
export async function fillFolder(
  pod: string,
  { kubernetes, disruption }: Pick<Basics, 'kubernetes'> & { disruption: Disruption },
): Promise<Attempt> {
  const deadline = AbortSignal.timeout(PATIENCE);
  let words = '';
  try {
    await disruption.renewContainers(
      `${pod} to be replaced`,
      async () => void (words = await fillUntilEvicted(pod, kubernetes, deadline)),
      ({ metadata }) => metadata?.name === pod,
    );
    return { isOpen: false, words };
  } catch (error) {
    if (error !== deadline.reason) throw error;
    await kubernetes.exec(pod, 'rm', '/tmp/greedy');
    return { isOpen: true, words: `${pod} had ${MUCH} MB in /tmp for ${PATIENCE / 1_000} s` };
  }
}

/** @returns what the kubelet says when it ends the pod @throws the deadline's reason when it doesn't */
async function fillUntilEvicted(pod: string, kubernetes: Basics['kubernetes'], deadline: AbortSignal): Promise<string> {
  return kubernetes.watching(async (watch) => {
    const uid = watch.pods().find(({ metadata }) => metadata?.name === pod)?.metadata?.uid;
    await kubernetes.exec(pod, 'sh', '-c', `head -c ${MUCH}000000 /dev/zero >/tmp/greedy`);
    return watch.until(
      `the kubelet to end ${pod}`,
      () => watch.events().find(({ involvedObject, reason }) => involvedObject.uid === uid && reason === 'Evicted')?.message,
      deadline,
    );
  });
}
