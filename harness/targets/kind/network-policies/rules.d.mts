/** What is known of a cluster, as its API writes it. */
export interface World {
  readonly policies: readonly object[];
  readonly pods: readonly object[];
  readonly namespaces: readonly object[];
}

/** The table for what Kubernetes has of NetworkPolicies, pods and namespaces, as nft reads it. */
export function tableOf(world: World): string;
