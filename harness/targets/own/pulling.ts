import { GroundFailure } from '../../base/failure.ts';
import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import type { PullPolicy } from '../../images/policy.ts';

/** How nodes pull, as the charts' values of these names say it (charts/README.md): charts get no value that nobody gave. */
export interface Pulling {
  /** Secrets in the stack's namespace by which nodes log in to a registry. */
  readonly pullSecrets?: readonly string[] | undefined;
  /** Kubernetes's own choice where the user says nothing: what a node has is not pulled again. */
  readonly pullPolicy?: PullPolicy | undefined;
}

/** Checks that the Secrets are there: a node that lacks one goes on without it, and is told something else by the registry. @throws GroundFailure that names those that are not */
export async function checkPullSecrets({ pullSecrets = [] }: Pulling, { api, namespace }: Access): Promise<void> {
  const found = await Promise.all(pullSecrets.map((name) => ifThere(api.core.readNamespacedSecret({ name, namespace }))));
  const missing = pullSecrets.filter((_, index) => !(found[index]?.type ?? '').startsWith('kubernetes.io/docker'));
  if (missing.length === 0) return;
  throw new GroundFailure(
    `namespace ${namespace} has no Secret ${missing.join(', ')} with the log-in of a registry`,
    `Make it: kubectl create secret docker-registry ${missing[0] ?? ''} --namespace ${namespace} --docker-server=HOST --docker-username=… --docker-password=…`,
  );
}
