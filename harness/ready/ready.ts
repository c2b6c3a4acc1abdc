import type { V1Pod } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import { FINGERPRINT_ANNOTATION, belongsTo, type Release, type Workload } from '../model/release.ts';
import type { Access } from '../cluster/access.ts';
import type { Stream } from '../stream/stream.ts';
import { together } from '../base/together.ts';
import type { Cause } from './causes/cause.ts';
import { withForeignProgram } from './causes/foreign-program.ts';
import { withInjected } from './causes/injected.ts';
import { newestWords, refused } from './causes/refused.ts';
import { classify, isReady } from './classify.ts';
import { NamespaceWatch } from './namespace-watch.ts';
import { isRolledOut } from './rollout.ts';
import { Sightings, type Trouble } from './sightings.ts';
import { startingSince } from './starting.ts';

/** A system does not become usable, and why. */
export class NotReady extends GroundFailure {
  constructor(
    readonly system: string,
    readonly pod: string,
    readonly trouble: Cause,
    evidence: readonly string[] = [],
  ) {
    super(`${system} does not become ready: ${pod}: ${trouble.reason}: ${trouble.message}`, trouble.mend, evidence);
  }
}

interface Wait {
  readonly watch: NamespaceWatch;
  /** Milliseconds that each system has, from when its pods have a node and their images. */
  readonly timeout: number;
  /** Whether something may make a node for a pod that fits on none. */
  readonly nodesMayCome?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Waits until every release is usable, which is what its readiness probes ask.
 * @throws NotReady as soon as one cannot become so, with the reason and the last log lines
 */
export async function waitUntilReady(
  releases: readonly Release[],
  { access, nodesMayCome }: { readonly access: Access; readonly nodesMayCome: boolean },
  { stream, timeout, signal }: { readonly stream: Stream } & Pick<Wait, 'timeout' | 'signal'>,
): Promise<void> {
  if (releases.length === 0) return;
  const watch = await NamespaceWatch.start(access.api, access.namespace, signal);
  const wait = (release: Release) => (stop: AbortSignal) =>
    stream.step('ready/system', release.system, (progress) =>
      readyRelease(usablePart(release), { watch, timeout, nodesMayCome, signal: stop }, progress),
    );
  try {
    await together(signal, releases.map(wait));
  } catch (error) {
    if (!(error instanceof NotReady)) throw error;
    const lines = await lastLogLines(error, access);
    throw new NotReady(error.system, error.pod, withForeignProgram(error.trouble, lines), lines);
  } finally {
    await watch.stop();
  }
}

/** A release without the workloads that it doesn't wait for. */
export function usablePart(release: Release): Release {
  return { ...release, workloads: release.workloads.filter(({ joinsLater }) => !joinsLater) };
}

/** Waits until all workloads of one release are ready. @throws NotReady as soon as it cannot become so */
export async function readyRelease(
  release: Release,
  { watch, timeout, signal, nodesMayCome = false }: Wait,
  progress: (detail: string) => void = () => undefined,
): Promise<void> {
  const look = { watch, since: watch.now(), nodesMayCome };
  const sightings = new Sightings();
  let wakeAt = Date.now() + timeout;
  await watch.until(
    `${release.system} to be ready`,
    () => {
      const waiting = release.workloads.filter((workload) => !rolledOut(workload, release, watch));
      if (waiting.length === 0) {
        progress('');
        return true;
      }
      const troubles = waiting.flatMap((workload) => troublesOf(workload, release, look));
      const now = Date.now();
      const final = troubles.find((trouble) => sightings.endOf(trouble, now) <= now);
      if (final) throw new NotReady(release.system, final.pod, final.cause);
      const deadline = watch.onThisHost(startedBy(waiting, release, look)) + timeout;
      const [first] = troubles;
      if (now >= deadline)
        throw first
          ? new NotReady(release.system, first.pod, {
              ...first.cause,
              message: `${first.cause.message} (and not within ${timeout / 1000} s)`,
            })
          : neverStarted(release, waiting, timeout, watch);
      if (first) progress(`${first.pod}: ${first.cause.message.slice(0, 60)}`);
      wakeAt = Math.min(deadline, ...troubles.map((trouble) => sightings.endOf(trouble, now)));
      return undefined;
    },
    signal,
    () => (Number.isFinite(wakeAt) ? wakeAt : undefined),
  );
}

/** Where a wait looks, and from when on what it sees counts, by the cluster's clock. */
interface Look {
  readonly watch: NamespaceWatch;
  readonly since: number;
  readonly nodesMayCome: boolean;
}

/** When the last pod of workloads had all that it needs to start, by the cluster's clock; the end of time while one has not, and when the wait began while none is made. */
function startedBy(workloads: readonly Workload[], release: Release, { watch, since }: Look): number {
  const pods = workloads.flatMap((workload) => podsOf(workload, release, watch)).filter((pod) => !isReady(pod));
  return Math.max(since, ...pods.map((pod) => startingSince({ pod, events: eventsOf(pod, watch), since }) ?? Number.POSITIVE_INFINITY));
}

/** A workload's status lags behind its pods, which have the last word: as many as it wants are of this release and ready. */
function rolledOut(workload: Workload, release: Release, watch: NamespaceWatch): boolean {
  const standing = watch.workload(workload.kind, workload.name);
  if (!standing || !isRolledOut(standing, release.fingerprint, workload.replicas)) return false;
  return podsOf(workload, release, watch).filter(isReady).length === (standing.spec?.replicas ?? 1);
}

/** The pods of a workload that are of this release and not on their way out. */
function podsOf(workload: Workload, { fingerprint }: Release, watch: NamespaceWatch): V1Pod[] {
  return watch
    .pods()
    .filter(
      (pod) =>
        belongsTo(workload, pod) && pod.metadata?.annotations?.[FINGERPRINT_ANNOTATION] === fingerprint && !pod.metadata.deletionTimestamp,
    );
}

/** What is wrong with the pods of a workload, or why there are none. */
function troublesOf(workload: Workload, release: Release, { watch, since, nodesMayCome }: Look): Trouble[] {
  const standing = watch.workload(workload.kind, workload.name);
  const pods = podsOf(workload, release, watch);
  const refusal = standing && pods.length < (standing.spec?.replicas ?? 1) ? refused(standing, watch.eventsOf(workload), since) : undefined;
  if (refusal) return [{ pod: workload.name, cause: { ...refusal, kind: 'refused' } }];
  return pods.flatMap((pod) => {
    const cause = classify({ pod, events: eventsOf(pod, watch), since, nodesMayCome });
    return cause ? [{ pod: pod.metadata?.name ?? '', cause: withInjected(cause, standing?.spec?.template) }] : [];
  });
}

/** The reason why a pod is not ready; undefined when it is. What happened before `since` (milliseconds since the epoch) doesn't count. */
export function whyNotReady(pod: V1Pod, watch: NamespaceWatch, since: number): Cause | undefined {
  return classify({ pod, events: eventsOf(pod, watch), since });
}

function eventsOf(pod: V1Pod, watch: NamespaceWatch): ReturnType<NamespaceWatch['events']> {
  const claims = new Set((pod.spec?.volumes ?? []).map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName));
  return watch
    .events()
    .filter(
      ({ involvedObject }) =>
        involvedObject.uid === pod.metadata?.uid || (involvedObject.kind === 'PersistentVolumeClaim' && claims.has(involvedObject.name)),
    );
}

/** A controller that failed before the wait began, and has not tried again, says why all the same. */
function neverStarted({ system }: Release, waiting: readonly Workload[], timeout: number, watch: NamespaceWatch): GroundFailure {
  return new GroundFailure(
    `${system} does not become ready: within ${timeout / 1000} s no pod of ${waiting.map(({ name }) => name).join(', ')} was made`,
    'Is the cluster’s controller manager well? See: kubectl get events.',
    waiting.flatMap((workload) => newestWords(watch.eventsOf(workload)) ?? []),
  );
}

async function lastLogLines({ pod, trouble }: NotReady, access: Access): Promise<string[]> {
  if (!trouble.logs) return [];
  const { container, previous } = trouble.logs;
  const text = await access.tryKubectl(['logs', pod, '--container', container, '--tail=80', `--previous=${previous}`], { timeout: 5_000 });
  // A stack trace's frames say where, its other lines what.
  return (text ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. \d)/.test(line))
    .slice(-12);
}
