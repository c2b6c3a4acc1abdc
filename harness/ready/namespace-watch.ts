import type { CoreV1Event, KubernetesListObject, KubernetesObject, V1Deployment, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import type { Workload } from '../model/release.ts';
import type { Api } from '../cluster/api.ts';
import { Changes } from '../cluster/changes.ts';
import { follow, type Followed } from '../cluster/follow.ts';

/** What is in a namespace, kept current by watches: nothing here polls. */
export class NamespaceWatch {
  private constructor(
    private readonly changes: Changes,
    private readonly followedPods: Followed<V1Pod>,
    private readonly followedEvents: Followed<CoreV1Event>,
    private readonly followedWorkloads: Readonly<Record<Workload['kind'], Followed<V1Deployment | V1StatefulSet>>>,
  ) {}

  /** Begins to watch. Returns when it has what the API server has. @throws GroundFailure when the API server refuses to tell of one of them */
  static async start({ config, core, apps }: Api, namespace: string, signal: AbortSignal): Promise<NamespaceWatch> {
    const changes = new Changes();
    const followed = <T extends KubernetesObject>(path: string, list: () => Promise<KubernetesListObject<T>>): Followed<T> =>
      follow(config, { path: path.replace('{}', `namespaces/${namespace}`), list }, changes);
    const watch = new NamespaceWatch(
      changes,
      followed('/api/v1/{}/pods', () => core.listNamespacedPod({ namespace })),
      followed('/api/v1/{}/events', () => core.listNamespacedEvent({ namespace })),
      {
        Deployment: followed('/apis/apps/v1/{}/deployments', () => apps.listNamespacedDeployment({ namespace })),
        StatefulSet: followed('/apis/apps/v1/{}/statefulsets', () => apps.listNamespacedStatefulSet({ namespace })),
      },
    );
    try {
      await watch.until(`what is in ${namespace}`, () => watch.all().every((each) => each.listed()) || undefined, signal);
    } catch (error) {
      await watch.stop();
      throw error;
    }
    return watch;
  }

  pods(): readonly V1Pod[] {
    return this.followedPods.list();
  }

  events(): readonly CoreV1Event[] {
    return this.followedEvents.list();
  }

  workload(kind: Workload['kind'], name: string): V1Deployment | V1StatefulSet | undefined {
    return this.followedWorkloads[kind].list().find(({ metadata }) => metadata?.name === name);
  }

  /** Asks the question now and after every change in the namespace until it has an answer (Changes.until). */
  until<T>(what: string, question: () => T | undefined, signal: AbortSignal, wakeAt?: () => number | undefined): Promise<T> {
    return this.changes.until(what, question, signal, wakeAt);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map((each) => each.stop()));
  }

  private all(): readonly Followed<KubernetesObject>[] {
    return [this.followedPods, this.followedEvents, ...Object.values(this.followedWorkloads)];
  }
}
