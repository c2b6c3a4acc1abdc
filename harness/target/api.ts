import { ApiException, AppsV1Api, BatchV1Api, CoreV1Api, KubeConfig, StorageV1Api } from '@kubernetes/client-node';
import type { Cluster } from './cluster.ts';

/** The Kubernetes API of a cluster, as far as the harness uses it. */
export interface Api {
  readonly config: KubeConfig;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly batch: BatchV1Api;
  readonly storage: StorageV1Api;
}

/** Clients for a cluster; opens no connection yet. @throws Error when the kubeconfig can't be read or lacks the context */
export function connectTo(cluster: Pick<Cluster, 'kubeconfig' | 'context'>): Api {
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  config.setCurrentContext(cluster.context);
  return {
    config,
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    batch: config.makeApiClient(BatchV1Api),
    storage: config.makeApiClient(StorageV1Api),
  };
}

/** Gives undefined where the API says that there is no such object. */
export async function ifThere<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return undefined;
    throw error;
  }
}
