import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { HostFacts } from '../../model/host.ts';
import { ROOT } from '../../base/paths.ts';

interface KindNode {
  readonly role: 'control-plane' | 'worker';
  readonly extraPortMappings?: readonly { readonly containerPort: number }[];
  readonly extraMounts?: readonly { readonly hostPath: string; readonly containerPath: string }[];
}

interface KindConfig {
  readonly kubeadmConfigPatches: readonly string[];
  readonly nodes: readonly KindNode[];
}

/** kubelet refuses cgroup v1 since 1.35 unless it is told not to. */
const CGROUP_V1 = stringify({ kind: 'KubeletConfiguration', apiVersion: 'kubelet.config.k8s.io/v1beta1', failCgroupV1: false });

/** Lowering a process's OOM score takes CAP_SYS_RESOURCE; containerd then leaves it where it is. The key moved with version 3 of its settings. */
const NO_SYS_RESOURCE = `[plugins."io.containerd.grpc.v1.cri"]\n  restrict_oom_score_adj = true\n`;

function readConfig(): KindConfig {
  return parse(readFileSync(join(ROOT, 'kind-config.yaml'), 'utf8')) as KindConfig;
}

/** The port of the first node that kind publishes on this host, for the gateway. */
export function publishedPort(): number {
  const port = readConfig().nodes[0]?.extraPortMappings?.[0]?.containerPort;
  if (port === undefined) throw new Error('kind-config.yaml publishes no port of its first node');
  return port;
}

/**
 * The cluster's configuration: kind-config.yaml, with workers added and with what this host needs.
 * @param stores one folder a node, mounted as its containerd's; empty where images are loaded into nodes instead
 */
export function kindConfig(facts: HostFacts, nodes: number, stores: readonly string[]): string {
  const config = readConfig();
  const workers = Array.from({ length: nodes - config.nodes.length }, (): KindNode => ({ role: 'worker' }));
  const all = [...config.nodes, ...workers].map((node, index) => {
    const store = stores[index];
    return store === undefined ? node : { ...node, extraMounts: [{ hostPath: store, containerPath: '/var/lib/containerd' }] };
  });
  return stringify({
    ...config,
    nodes: all,
    ...(facts.cgroupVersion === 1 ? { kubeadmConfigPatches: [...config.kubeadmConfigPatches, CGROUP_V1] } : {}),
    ...(facts.lacksSysResource ? { containerdConfigPatches: [NO_SYS_RESOURCE] } : {}),
  });
}
