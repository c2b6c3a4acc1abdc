/** What a cluster is, as far as it tells: what an installation on it depends on beside its own parts. */
export interface ClusterFacts {
  /** Its version: v1.37.0. */
  readonly kubernetes?: string;
  /** One entry a node, without its name. */
  readonly nodes?: readonly NodeFacts[];
  readonly storageClasses?: readonly { readonly name: string; readonly provisioner: string; readonly isDefault: boolean }[];
  /** What gives pods their addresses; there where a DaemonSet of a known name does. */
  readonly podNetwork?: string;
  /** What the stack's containers run: the reference in their pod, and what the node's runtime resolved it to. */
  readonly images?: readonly { readonly reference: string; readonly id: string }[];
  /** What it did not tell, and why: its user need not have rights beyond a namespace. */
  readonly untold: readonly string[];
}

/** A node, as its kubelet tells. */
export interface NodeFacts {
  readonly os: string;
  readonly architecture: string;
  readonly kernel: string;
  /** containerd://2.1.4 … */
  readonly runtime: string;
  readonly kubelet: string;
}
