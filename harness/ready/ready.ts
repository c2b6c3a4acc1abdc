import type { V1Pod } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import { FINGERPRINT_ANNOTATION, belongsTo, type Release, type Workload } from '../model/release.ts';
import type { Access } from '../cluster/access.ts';
import type { Stream } from '../stream/stream.ts';
import { together } from '../base/together.ts';
import type { Cause } from './causes/cause.ts';
import { withForeignProgram } from './causes/foreign-program.ts';
import { classify, isFinal, isReady } from './classify.ts';
import { NamespaceWatch } from './namespace-watch.ts';
import { isRolledOut } from './rollout.ts';

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
  /** Milliseconds that each system has. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until every release is usable, which is what its readiness probes ask.
 * @param timeout milliseconds that each system has
 * @throws NotReady as soon as one cannot become so, with the reason and the last log lines
 */
export async function waitUntilReady(
  releases: readonly Release[],
  access: Access,
  { stream, timeout, signal }: { readonly stream: Stream; readonly timeout: number; readonly signal: AbortSignal },
): Promise<void> {
  if (releases.length === 0) return;
  const watch = await NamespaceWatch.start(access.api, access.namespace, signal);
  const wait = (release: Release) => (stop: AbortSignal) =>
    stream.step('ready/system', release.system, (progress) =>
      readyRelease(usablePart(release), { watch, timeout, signal: stop }, progress),
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
  { watch, timeout, signal }: Wait,
  progress: (detail: string) => void = () => undefined,
): Promise<void> {
  const since = Date.now();
  const deadline = since + timeout;
  let wakeAt = deadline;
  await watch.until(
    `${release.system} to be ready`,
    () => {
      const waiting = release.workloads.filter((workload) => !rolledOut(workload, release, watch));
      if (waiting.length === 0) {
        progress('');
        return true;
      }
      const troubles = waiting.flatMap((workload) => troublesOf(workload, release, watch, since));
      const now = Date.now();
      const final = troubles.find(({ cause }) => isFinal(cause, now));
      if (final) throw new NotReady(release.system, final.pod, final.cause);
      const [first] = troubles;
      if (now >= deadline)
        throw first
          ? new NotReady(release.system, first.pod, {
              ...first.cause,
              message: `${first.cause.message} (and not within ${timeout / 1000} s)`,
            })
          : neverStarted(release, waiting, timeout);
      if (first) progress(`${first.pod}: ${first.cause.message.slice(0, 60)}`);
      wakeAt = Math.min(deadline, ...troubles.map(({ cause }) => cause.begunAt + cause.patience));
      return undefined;
    },
    signal,
    () => wakeAt,
  );
}

interface Trouble {
  readonly pod: string;
  readonly cause: Cause;
}

/** A workload's status lags behind its pods, which have the last word: as many as it wants are of this release and ready. */
function rolledOut(workload: Workload, release: Release, watch: NamespaceWatch): boolean {
  const standing = watch.workload(workload.kind, workload.name);
  if (!standing || !isRolledOut(standing, release.fingerprint)) return false;
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
function troublesOf(workload: Workload, release: Release, watch: NamespaceWatch, since: number): Trouble[] {
  const refused = refusedPods(workload, watch);
  if (refused) return [refused];
  return podsOf(workload, release, watch).flatMap((pod) => {
    const cause = whyNotReady(pod, watch, since);
    return cause ? [{ pod: pod.metadata?.name ?? '', cause }] : [];
  });
}

/** The reason why a pod is not ready; undefined when it is. What happened before `since` (milliseconds since the epoch) doesn't count. */
export function whyNotReady(pod: V1Pod, watch: NamespaceWatch, since: number): Cause | undefined {
  return classify({ pod, events: eventsOf(pod, watch), since });
}

/** Pods that the API server does not let a workload make: against the namespace's security profile, or over its quota. */
function refusedPods({ kind, name }: Workload, watch: NamespaceWatch): Trouble | undefined {
  const conditions = watch.workload(kind, name)?.status?.conditions ?? [];
  const failure = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  if (!failure) return undefined;
  return {
    pod: name,
    cause: {
      reason: failure.reason ?? 'FailedCreate',
      message: failure.message ?? 'no pod can be made',
      mend: 'Mend the chart, or what the namespace allows.',
      patience: 0,
      begunAt: 0,
    },
  };
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

function neverStarted({ system }: Release, waiting: readonly Workload[], timeout: number): GroundFailure {
  return new GroundFailure(
    `${system} does not become ready: within ${timeout / 1000} s no pod of ${waiting.map(({ name }) => name).join(', ')} was made`,
    'Is the cluster’s controller manager well? See: kubectl get events.',
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
