import type { V1LimitRange, V1LimitRangeItem } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import { amountOf } from '../../../model/quantity.ts';
import { podAmount, type Demand } from './demand.ts';

/** Something that a LimitRange looks at, and what it asks for. */
interface Asking {
  readonly type: string;
  readonly name: string;
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/** Whether containers, pods and claims keep within the namespace's LimitRanges. */
export function examineLimits(demands: readonly Demand[], ranges: readonly V1LimitRange[]): Finding[] {
  const askings = demands.flatMap(askingsOf);
  return ranges.map(({ metadata, spec }): Finding => {
    const broken = (spec?.limits ?? []).flatMap((limit) =>
      askings.filter(({ type }) => type === limit.type).flatMap((asking) => breaches(asking, limit)),
    );
    const name = metadata?.name ?? '';
    if (broken.length === 0) return { what: 'LimitRange', state: 'ok', detail: `the charts keep within ${name}` };
    return {
      what: 'LimitRange',
      state: 'missing',
      detail: `${name}: ${broken.join('; ')}`,
      mend: 'Widen it, change the resources in the charts’ values, or choose another --namespace.',
    };
  });
}

function askingsOf({ workload, template: { spec }, claims }: Demand): Asking[] {
  const whole = (of: 'requests' | 'limits'): Record<string, string> => ({ cpu: String(podAmount(spec, of, 'cpu')), memory: String(podAmount(spec, of, 'memory')) }); // prettier-ignore
  return [
    ...[...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ name, resources }) => ({
      type: 'Container',
      name: `container ${name} of ${workload}`,
      requests: resources?.requests ?? {},
      limits: resources?.limits ?? {},
    })),
    { type: 'Pod', name: `a pod of ${workload}`, requests: whole('requests'), limits: whole('limits') },
    ...claims.map((claim) => ({
      type: 'PersistentVolumeClaim',
      name: `a claim of ${workload}`,
      requests: claim.spec?.resources?.requests ?? {},
      limits: {},
    })),
  ];
}

function breaches({ name, requests, limits }: Asking, { max = {}, min = {} }: V1LimitRangeItem): string[] {
  const over = Object.entries(max).flatMap(([resource, most]) => {
    const asked = limits[resource] ?? requests[resource];
    return asked !== undefined && amountOf(asked) > amountOf(most)
      ? [`${name} asks for ${asked} of ${resource}, and ${most} is the most`]
      : [];
  });
  const under = Object.entries(min).flatMap(([resource, least]) => {
    const asked = requests[resource];
    return asked !== undefined && amountOf(asked) < amountOf(least)
      ? [`${name} asks for ${asked} of ${resource}, and ${least} is the least`]
      : [];
  });
  return [...over, ...under];
}
