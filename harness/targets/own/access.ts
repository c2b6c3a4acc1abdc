import { delimiter } from 'node:path';
import { Access, type ClusterTools } from '../../cluster/access.ts';
import { openApiSocket } from './api-socket.ts';
import { flatKubeconfig } from './flat-kubeconfig.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { loginSecrets } from './login-secrets.ts';
import { checkReachable } from './reach.ts';

/** Who hears of a login. */
export interface Hearer {
  /** What it says to whoever waits for it. */
  readonly tell: (words: string) => void;
  /** What it is by, which nobody may see. */
  readonly hide: (secrets: readonly string[]) => void;
}

/**
 * Opens the way to a cluster of the user's own, logged in as kubectl is.
 * @throws GroundFailure that says why the cluster does not answer
 */
export async function openAccess(own: OwnPlace, tools: ClusterTools, { tell, hide }: Hearer, signal: AbortSignal): Promise<Access> {
  const { context, namespace, files } = own;
  const kubeconfig = await flatKubeconfig(own, tools.kubectl, signal);
  hide(loginSecrets(kubeconfig));
  const place = { kubeconfig, context, namespace, said: files.join(delimiter) };
  await checkReachable(place, tools.kubectl, tell, signal);
  return new Access({ ...place, socket: await openApiSocket(kubeconfig, tools.kubectl, signal) }, tools);
}
