import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

const nodeFactsSchema = z.object({
  os: z.string(),
  architecture: z.string(),
  kernel: z.string(),
  runtime: z.string().describe('containerd://2.1.4 …'),
  kubelet: z.string(),
});

export const clusterFactsSchema = z.object({
  kubernetes: z.string().exactOptional().describe('Its version: v1.37.0'),
  nodes: z.array(nodeFactsSchema).exactOptional().describe('One entry a node, without its name, as its kubelet tells'),
  storageClasses: z.array(z.object({ name: z.string(), provisioner: z.string(), isDefault: z.boolean() })).exactOptional(),
  podNetwork: z.string().exactOptional().describe('What gives pods their addresses; there where a DaemonSet of a known name does'),
  images: z
    .array(z.object({ reference: z.string(), id: z.string() }))
    .exactOptional()
    .describe('What the stack’s containers run: the reference in their pod, and what the node’s runtime resolved it to'),
  untold: z.array(z.string()).describe('What it did not tell, and why: its user need not have rights beyond a namespace'),
});

/** What a cluster is, as far as it tells: what an installation on it depends on beside its own parts. */
export type ClusterFacts = Frozen<z.infer<typeof clusterFactsSchema>>;

export type NodeFacts = NonNullable<ClusterFacts['nodes']>[number];
