import type { V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { EXIT } from '../base/failure.ts';
import { findTools } from '../host/tools.ts';
import { chosenCluster, type RawOptions } from '../options.ts';
import { connectTo } from '../cluster/api.ts';
import { exportKubeconfig, findStandingCluster } from '../targets/kind/kind.ts';

/** `touchstone status`: the cluster, and each workload of the stack with how many of its pods are ready. */
export async function printStatus(options: RawOptions, signal: AbortSignal): Promise<number> {
  const cluster = (await chosenCluster(options)) ?? (await findStandingCluster(signal));
  if (!cluster) {
    process.stdout.write('nothing stands\n');
    return EXIT.passed;
  }
  if (cluster.origin === 'kind') await exportKubeconfig(await findTools(signal), signal);
  const { apps } = connectTo(cluster);
  const { namespace } = cluster;
  const workloads = [
    ...(await apps.listNamespacedDeployment({ namespace })).items,
    ...(await apps.listNamespacedStatefulSet({ namespace })).items,
  ];
  process.stdout.write(`cluster ${cluster.name}, namespace ${namespace}\nexport KUBECONFIG=${cluster.kubeconfig}\n`);
  workloads.forEach((workload) => process.stdout.write(`${describe(workload)}\n`));
  return EXIT.passed;
}

function describe({ metadata, spec, status }: V1Deployment | V1StatefulSet): string {
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  return `${ready === wanted ? '✓' : '✗'} ${(metadata?.name ?? '').padEnd(22)} ${ready} of ${wanted} ready, release ${metadata?.annotations?.['meta.helm.sh/release-name'] ?? '?'}`;
}
