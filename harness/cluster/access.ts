import type { Cluster } from './cluster.ts';

type Place = Pick<Cluster, 'kubeconfig' | 'context' | 'namespace'>;

/** kubectl's flags for a cluster. */
export function kubectlAccess({ kubeconfig, context, namespace }: Place): string[] {
  return ['--kubeconfig', kubeconfig, '--context', context, '--namespace', namespace];
}

/** Helm's flags for a cluster. */
export function helmAccess({ kubeconfig, context, namespace }: Place): string[] {
  return ['--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', namespace];
}
