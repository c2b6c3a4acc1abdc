import type { V1Namespace, V1Pod } from '@kubernetes/client-node';

/** What is known of a cluster, as its API writes it. */
export interface World {
  readonly policies: readonly object[];
  readonly pods: readonly V1Pod[];
  readonly namespaces: readonly V1Namespace[];
}

/** The table for what Kubernetes has of NetworkPolicies, pods and namespaces, as nft reads it. */
export function tableOf(world: World): string;
