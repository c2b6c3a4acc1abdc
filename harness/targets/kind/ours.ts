import { GroundFailure } from '../../base/failure.ts';
import { docker } from '../../engine/docker.ts';
import { VOLUME } from './store.ts';

/**
 * Checks that the harness made the standing cluster: its nodes have the engine's volume for containerd's store from the moment that there are any.
 * @param name the cluster's @param nodes names of its nodes' containers
 * @throws GroundFailure where somebody else made one of that name, which is theirs to use and to remove
 */
export async function checkOurs(name: string, nodes: readonly string[], signal?: AbortSignal): Promise<void> {
  const mounts = await docker(['inspect', '--format', '{{range .Mounts}}{{.Source}}:{{.Destination}} {{end}}', ...nodes], { signal });
  if (mounts.split('\n').slice(0, nodes.length).every(hasStore)) return;
  throw new GroundFailure(
    `Touchstone did not make the kind cluster "${name}", and does not touch it`,
    `Use it as one of your own (kind export kubeconfig --name ${name} --kubeconfig FILE, then --kubeconfig FILE), or remove it: kind delete cluster --name ${name}`,
  );
}

/** @param mounts of a container, as `from:to`, a space behind each */
export function hasStore(mounts: string): boolean {
  return mounts.split(' ').some((mount) => mount.includes(`/${VOLUME}/`) && mount.endsWith(':/var/lib/containerd'));
}
