import type { V1Deployment, V1StatefulSet } from '@kubernetes/client-node';
import { EXIT } from '../base/failure.ts';
import { exportLine } from '../cluster/place.ts';
import type { OptionsFor } from '../options/commands.ts';
import { Stream } from '../stream/stream.ts';
import { chooseTarget } from '../targets/choose.ts';

/** `touchstone status`: the cluster, and each workload of the stack with how many of its pods are ready. */
export async function printStatus(options: OptionsFor<'status'>, signal: AbortSignal): Promise<number> {
  const { target } = await chooseTarget(options, new Stream());
  const cluster = await target.find(signal);
  if (!cluster?.facts) {
    process.stdout.write('nothing stands\n');
    return EXIT.passed;
  }
  const { api, place } = cluster.access;
  const { namespace } = place;
  const workloads = [
    ...(await api.apps.listNamespacedDeployment({ namespace })).items,
    ...(await api.apps.listNamespacedStatefulSet({ namespace })).items,
  ];
  process.stdout.write(`cluster ${cluster.facts.name}, namespace ${namespace}\n${exportLine(place)}\n`);
  workloads.forEach((workload) => process.stdout.write(`${describe(workload)}\n`));
  return EXIT.passed;
}

function describe({ metadata, spec, status }: V1Deployment | V1StatefulSet): string {
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  return `${ready === wanted ? '✓' : '✗'} ${(metadata?.name ?? '').padEnd(22)} ${ready} of ${wanted} ready, release ${metadata?.annotations?.['meta.helm.sh/release-name'] ?? '?'}`;
}
