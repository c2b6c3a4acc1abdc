import { EventEmitter } from 'node:events';
import {
  makeInformer,
  type CoreV1Event,
  type Informer,
  type KubernetesListObject,
  type KubernetesObject,
  type ObjectCache,
  type V1Deployment,
  type V1Pod,
  type V1StatefulSet,
} from '@kubernetes/client-node';
import type { Workload } from '../install/release.ts';
import type { Api } from '../target/api.ts';

/** How long to leave a broken connection alone before the next attempt, in milliseconds. */
const RECONNECT = 500;

type Cache<T extends KubernetesObject> = Informer<T> & ObjectCache<T>;

/** What is in a namespace, kept current by watches: nothing here polls. */
export class NamespaceWatch {
  private readonly changes = new EventEmitter<{ change: [] }>();
  private stopped = false;

  private constructor(
    private readonly podCache: Cache<V1Pod>,
    private readonly eventCache: Cache<CoreV1Event>,
    private readonly workloadCaches: Readonly<Record<Workload['kind'], Cache<V1Deployment | V1StatefulSet>>>,
  ) {
    this.changes.setMaxListeners(0);
  }

  /** Begins to watch. Returns when the caches hold what the API server has. */
  static async start({ config, core, apps }: Api, namespace: string): Promise<NamespaceWatch> {
    const cache = <T extends KubernetesObject>(path: string, list: () => Promise<KubernetesListObject<T>>): Cache<T> =>
      makeInformer(config, path.replace('{}', `namespaces/${namespace}`), list);
    const watch = new NamespaceWatch(
      cache('/api/v1/{}/pods', () => core.listNamespacedPod({ namespace })),
      cache('/api/v1/{}/events', () => core.listNamespacedEvent({ namespace })),
      {
        Deployment: cache('/apis/apps/v1/{}/deployments', () => apps.listNamespacedDeployment({ namespace })),
        StatefulSet: cache('/apis/apps/v1/{}/statefulsets', () => apps.listNamespacedStatefulSet({ namespace })),
      },
    );
    await Promise.all(watch.caches().map((informer) => watch.follow(informer)));
    return watch;
  }

  pods(): readonly V1Pod[] {
    return this.podCache.list();
  }

  events(): readonly CoreV1Event[] {
    return this.eventCache.list();
  }

  workload(kind: Workload['kind'], name: string): V1Deployment | V1StatefulSet | undefined {
    return this.workloadCaches[kind].list().find(({ metadata }) => metadata?.name === name);
  }

  /**
   * Asks the question now and after every change until it has an answer.
   * @param wakeAt gives a point in time at which the answer may change although the namespace does not
   * @throws what the question throws, and the signal's reason
   */
  async until<T>(question: () => T | undefined, signal: AbortSignal, wakeAt: () => number | undefined = () => undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.changes.off('change', ask);
        signal.removeEventListener('abort', abort);
        act();
      };
      const abort = (): void => settle(() => reject(signal.reason as Error));
      const ask = (): void => {
        try {
          const answer = question();
          if (answer !== undefined) {
            settle(() => resolve(answer));
            return;
          }
        } catch (error) {
          settle(() => reject(error instanceof Error ? error : new Error(String(error))));
          return;
        }
        clearTimeout(timer);
        const moment = wakeAt();
        if (moment !== undefined) timer = setTimeout(ask, Math.max(0, moment - Date.now()));
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      this.changes.on('change', ask);
      ask();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.caches().map((informer) => informer.stop()));
  }

  private caches(): readonly Pick<Informer<KubernetesObject>, 'on' | 'start' | 'stop'>[] {
    return [this.podCache, this.eventCache, ...Object.values(this.workloadCaches)];
  }

  private async follow(informer: Pick<Informer<KubernetesObject>, 'on' | 'start' | 'stop'>): Promise<void> {
    informer.on('change', () => this.changes.emit('change'));
    informer.on('error', () => {
      // The library gives up on a broken connection; a new start lists again, so nothing that happened meanwhile is missed.
      if (!this.stopped) setTimeout(() => void informer.start(), RECONNECT).unref();
    });
    await informer.start();
  }
}
