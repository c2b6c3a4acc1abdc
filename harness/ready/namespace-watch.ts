import type {
  CoreV1Api,
  CoreV1Event,
  KubernetesListObject,
  KubernetesObject,
  V1Deployment,
  V1Pod,
  V1StatefulSet,
} from '@kubernetes/client-node';
import type { Workload } from '../model/release.ts';
import type { Api } from '../cluster/api.ts';
import { leadOfCluster } from '../cluster/clock.ts';
import { Changes } from '../cluster/changes.ts';
import { follow, type Followed } from '../cluster/follow.ts';

/** What is in a namespace, kept current by watches: nothing here polls. */
export class NamespaceWatch {
  private constructor(
    private readonly changes: Changes,
    /** How far the cluster's clock is ahead of this host's, in milliseconds. */
    private readonly lead: number,
    private readonly followed: {
      readonly pods: Followed<V1Pod>;
      readonly events: Followed<CoreV1Event>;
      readonly workloads: Readonly<Record<Workload['kind'], Followed<V1Deployment | V1StatefulSet>>>;
    },
  ) {}

  /** Begins to watch. Returns when it has what the API server has. @throws GroundFailure when the API server refuses to tell of one of them */
  static async start({ config, core, apps }: Api, namespace: string, signal: AbortSignal): Promise<NamespaceWatch> {
    const lead = await measureLead(core, namespace);
    const changes = new Changes();
    const followed = <T extends KubernetesObject>(path: string, list: () => Promise<KubernetesListObject<T>>): Followed<T> =>
      follow(config, { path: path.replace('{}', `namespaces/${namespace}`), list }, changes);
    const watch = new NamespaceWatch(changes, lead, {
      pods: followed('/api/v1/{}/pods', () => core.listNamespacedPod({ namespace })),
      events: followed('/api/v1/{}/events', () => core.listNamespacedEvent({ namespace })),
      workloads: {
        Deployment: followed('/apis/apps/v1/{}/deployments', () => apps.listNamespacedDeployment({ namespace })),
        StatefulSet: followed('/apis/apps/v1/{}/statefulsets', () => apps.listNamespacedStatefulSet({ namespace })),
      },
    });
    try {
      await watch.until(`what is in ${namespace}`, () => watch.all().every((each) => each.listed()) || undefined, signal);
    } catch (error) {
      await watch.stop();
      throw error;
    }
    return watch;
  }

  /** What the cluster's clock shows now, in milliseconds since the epoch: its objects are dated by it. */
  now(): number {
    return Date.now() + this.lead;
  }

  /** A moment of the cluster's clock on this host's. */
  onThisHost(moment: number): number {
    return moment - this.lead;
  }

  pods(): readonly V1Pod[] {
    return this.followed.pods.list();
  }

  events(): readonly CoreV1Event[] {
    return this.followed.events.list();
  }

  /** What a workload's controller says of it, and not of its pods. */
  eventsOf({ kind, name }: Workload): readonly CoreV1Event[] {
    return this.events().filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
  }

  workload(kind: Workload['kind'], name: string): V1Deployment | V1StatefulSet | undefined {
    return this.followed.workloads[kind].list().find(({ metadata }) => metadata?.name === name);
  }

  /** Asks the question now and after every change in the namespace until it has an answer (Changes.until). */
  until<T>(what: string, question: () => T | undefined, signal: AbortSignal, wakeAt?: () => number | undefined): Promise<T> {
    return this.changes.until(what, question, signal, wakeAt);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map((each) => each.stop()));
  }

  private all(): readonly Followed<KubernetesObject>[] {
    return [this.followed.pods, this.followed.events, ...Object.values(this.followed.workloads)];
  }
}

/** Asks the API server for anything, to see what time it has. Where it does not say its clock is taken to be this host's; why it does not, the watches will tell. */
async function measureLead(core: CoreV1Api, namespace: string): Promise<number> {
  const asked = Date.now();
  const answer = await core.listNamespacedPodWithHttpInfo({ namespace, limit: 1 }).catch(() => undefined);
  return answer?.headers.date === undefined ? 0 : leadOfCluster({ asked, answered: Date.now(), date: answer.headers.date });
}
