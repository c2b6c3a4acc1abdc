import { KubeConfig, type DispatcherOptions } from '@kubernetes/client-node';
import { GroundFailure } from '../base/failure.ts';
import type { Place } from './place.ts';

/** What leads to a cluster, whatever is done there. */
export type Way = Pick<Place, 'kubeconfig' | 'context' | 'socket'>;

/** What the JavaScript client connects by. @throws GroundFailure when the kubeconfig lacks the context @throws Error when it can't be read */
export function configOf({ kubeconfig, context, socket }: Way): KubeConfig {
  if (socket !== undefined) return new BehindSocket(socket);
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  if (!config.getCurrentCluster()) throw new GroundFailure(`context ${context} has no cluster`, `Look into ${kubeconfig}.`);
  return config;
}

/** An API server that somebody who is logged in there passes requests on to, from a Unix socket. */
class BehindSocket extends KubeConfig {
  constructor(private readonly socket: string) {
    super();
    const server = 'http://localhost'; // a name that kubectl proxy takes; nothing is asked of it
    this.loadFromClusterAndUser({ name: 'behind a socket', server, skipTLSVerify: true }, { name: 'whoever opened it' });
  }

  override createDispatcherOptions(): DispatcherOptions {
    const connect = { socketPath: this.socket, keepAlive: true };
    return { type: 'agent', connect };
  }
}
