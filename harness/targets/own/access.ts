import { delimiter } from 'node:path';
import { Access, type ClusterTools } from '../../cluster/access.ts';
import { openApiSocket } from './api-socket.ts';
import { flatKubeconfig } from './flat-kubeconfig.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { checkReachable } from './reach.ts';

/**
 * Opens the way to a cluster of the user's own, logged in as kubectl is.
 * @param tell hears what a login says to whoever waits for it
 * @throws GroundFailure that says why the cluster does not answer
 */
export async function openAccess(own: OwnPlace, tools: ClusterTools, tell: (words: string) => void, signal: AbortSignal): Promise<Access> {
  const { context, namespace, files } = own;
  const kubeconfig = await flatKubeconfig(own, tools.kubectl, signal);
  const place = { kubeconfig, context, namespace, said: files.join(delimiter) };
  await checkReachable(place, tools.kubectl, tell, signal);
  return new Access({ ...place, socket: await openApiSocket(kubeconfig, tools.kubectl, signal) }, tools);
}
