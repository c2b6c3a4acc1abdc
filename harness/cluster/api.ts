import { setTimeout } from 'node:timers/promises';
import {
  ApiException,
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoreV1Api,
  createConfiguration,
  IsomorphicFetchHttpLibrary,
  type KubeConfig,
  KubernetesObjectApi,
  NetworkingV1Api,
  RbacAuthorizationV1Api,
  ServerConfiguration,
  StorageV1Api,
  VersionApi,
  wrapHttpLibrary,
  type RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';
import { withDeadline } from '../base/deadline.ts';
import { messageOf } from '../base/failure.ts';
import { UNSTOPPED } from '../base/unstopped.ts';
import { configOf, type Way } from './config.ts';

/** Pauses before a request that got no answer is sent again, in milliseconds. */
const PAUSES = [200, 800, 2_000] as const;

/** How long a server has for an answer, in milliseconds: the admission webhook that it may have to ask has thirty seconds at most (Kubernetes, "Dynamic Admission Control"). */
const PATIENCE = 60_000;

/** The Kubernetes API of a cluster, as far as the harness uses it. */
export interface Api {
  readonly config: KubeConfig;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly batch: BatchV1Api;
  readonly storage: StorageV1Api;
  readonly networking: NetworkingV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly rbac: RbacAuthorizationV1Api;
  readonly version: VersionApi;
  /** For objects of any kind. */
  readonly objects: KubernetesObjectApi;
}

/**
 * Clients for a cluster; opens no connection yet. A request that a server takes and does not answer fails after `patience` milliseconds.
 * @throws Error when the kubeconfig can't be read or lacks the context
 */
export function connectTo(way: Way, patience = PATIENCE): Api {
  const config = configOf(way);
  const { server } = config.getCurrentCluster() ?? { server: '' };
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(server, {}),
    authMethods: { default: config },
    httpApi: wrapHttpLibrary({ send: (request) => sendUntilAnswered(request, patience) }),
  });
  return {
    config,
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    batch: new BatchV1Api(configuration),
    storage: new StorageV1Api(configuration),
    networking: new NetworkingV1Api(configuration),
    authorization: new AuthorizationV1Api(configuration),
    rbac: new RbacAuthorizationV1Api(configuration),
    version: new VersionApi(configuration),
    objects: new KubernetesObjectApi(configuration),
  };
}

const http = new IsomorphicFetchHttpLibrary();

/**
 * A connection to the API of a cluster that was made a second ago was seen to break, and ended the whole run. Any answer is given as it
 * is; a write that had arrived before its connection broke is answered with a conflict the second time, which is an error as before.
 */
async function sendUntilAnswered(request: RequestContext, patience: number, pauses: readonly number[] = PAUSES): Promise<ResponseContext> {
  try {
    return await withDeadline(UNSTOPPED, patience, (signal) => send(request, signal));
  } catch (error) {
    const [pause, ...later] = pauses;
    if (pause === undefined || error instanceof Unanswered) throw error;
    await setTimeout(pause);
    return sendUntilAnswered(request, patience, later);
  }
}

/** A server has taken a request, and does not answer: another would be one more that waits. */
class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

async function send(request: RequestContext, signal: AbortSignal): Promise<ResponseContext> {
  request.setSignal(signal);
  try {
    return await http.send(request).toPromise();
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Unanswered(`the API server at ${new URL(request.getUrl()).host} does not answer: ${messageOf(signal.reason)}`, {
      cause: error,
    });
  }
}

/** Gives undefined where the API says that there is no such object. */
export function ifThere<T>(request: Promise<T>): Promise<T | undefined> {
  return unlessRefused(request, 404);
}

/** Gives undefined where the API says that the user may not ask that. */
export function ifAllowed<T>(request: Promise<T>): Promise<T | undefined> {
  return unlessRefused(request, 403);
}

/** Gives undefined where the API says that an object of that name is there already. */
export function ifFree<T>(request: Promise<T>): Promise<T | undefined> {
  return unlessRefused(request, 409);
}

async function unlessRefused<T>(request: Promise<T>, code: number): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiException && error.code === code) return undefined;
    throw error;
  }
}
