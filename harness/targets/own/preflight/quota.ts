import type { V1LimitRange, V1PersistentVolumeClaim, V1Pod, V1ResourceQuota } from '@kubernetes/client-node';
import type { Finding } from '../../../model/finding.ts';
import { amountOf } from '../../../model/quantity.ts';
import { claimAmount, podAmount, type Demand } from './demand.ts';

/** What a quota counts, summed over a stack: by the quota's own words for it. */
type Sums = Readonly<Record<string, number>>;

/** What sums of fractions are off by. */
const DUST = 1e-6;

/** What stands of the stack already, which the quota has counted. */
export interface Standing {
  readonly pods: readonly V1Pod[];
  readonly claims: readonly V1PersistentVolumeClaim[];
  /** Of other objects, how many do not: countsOf(). */
  readonly toCome: Sums;
}

/** Whether the namespace's quotas have room for all objects of a stack. Quotas of some pods only (scopes) are left to the dry run. */
export function examineQuota(
  demands: readonly Demand[],
  quotas: readonly V1ResourceQuota[],
  limits: readonly V1LimitRange[],
  standing: Standing,
): Finding[] {
  const wanted = sumOf(demands.flatMap(({ template, claims, replicas }) => Array.from({ length: replicas }, () => ({ spec: template.spec, claims })))); // prettier-ignore
  const ours = sumOf(
    standing.pods.map(({ spec }) => ({ spec, claims: [] })),
    standing.claims,
  );
  return quotas
    .filter(({ spec }) => (spec?.scopes ?? []).length === 0 && spec?.scopeSelector === undefined)
    .map((quota) => examineOne(quota, demands, limits, (key) => (standing.toCome[key] ?? 0) + (wanted[key] ?? 0) - (ours[key] ?? 0)));
}

function examineOne(
  { metadata, spec, status }: V1ResourceQuota,
  demands: readonly Demand[],
  limits: readonly V1LimitRange[],
  more: (key: string) => number,
): Finding {
  const name = metadata?.name ?? '';
  const short = Object.entries(spec?.hard ?? {}).flatMap(([key, hard]) => {
    const used = status?.used?.[key] ?? '0';
    if (more(key) > amountOf(hard) - amountOf(used) + DUST)
      return [`${key}: ${worded(key, more(key))} more needed, ${used} of ${hard} used`];
    return asksEveryContainer(key, demands, limits) ? [`${key} must be said of every container, and the charts do not say it`] : [];
  });
  if (short.length === 0) return { what: 'ResourceQuota', state: 'ok', detail: `${name} has room` };
  return {
    what: 'ResourceQuota',
    state: 'missing',
    detail: `${name}: ${short.join('; ')}`,
    mend: 'Raise it, add a LimitRange with defaults for what must be said, run fewer suites at once, or choose another --namespace.',
  };
}

/** A quota of CPU or memory refuses containers that don't say theirs, unless a LimitRange says it for them. */
function asksEveryContainer(key: string, demands: readonly Demand[], ranges: readonly V1LimitRange[]): boolean {
  const [, of, resource = ''] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(key) ?? [];
  if (resource === '') return false;
  const field = of === 'limits' ? '_default' : 'defaultRequest';
  if (ranges.some(({ spec }) => spec?.limits.some((limit) => limit.type === 'Container' && limit[field]?.[resource] !== undefined)))
    return false;
  const containers = demands.flatMap(({ template: { spec } }) => [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]);
  return containers.some(({ resources }) => resources?.limits?.[resource] === undefined && (of === 'limits' || resources?.requests?.[resource] === undefined)); // prettier-ignore
}

interface Counted {
  readonly spec: V1Pod['spec'];
  readonly claims: readonly V1PersistentVolumeClaim[];
}

function sumOf(pods: readonly Counted[], more: readonly V1PersistentVolumeClaim[] = []): Sums {
  const claims = [...pods.flatMap((pod) => pod.claims), ...more];
  const total = (of: 'requests' | 'limits', resource: 'cpu' | 'memory'): number =>
    pods.reduce((sum, { spec }) => sum + podAmount(spec, of, resource), 0);
  const [cpu, memory] = [total('requests', 'cpu'), total('requests', 'memory')];
  const storage = claims.reduce((sum, claim) => sum + claimAmount(claim), 0);
  return {
    ...{ pods: pods.length, 'count/pods': pods.length, cpu, 'requests.cpu': cpu, memory, 'requests.memory': memory },
    ...{ 'limits.cpu': total('limits', 'cpu'), 'limits.memory': total('limits', 'memory') },
    ...{ persistentvolumeclaims: claims.length, 'count/persistentvolumeclaims': claims.length, 'requests.storage': storage },
  };
}

function worded(key: string, amount: number): string {
  return /memory|storage/.test(key) ? `${Math.ceil(amount / 2 ** 20)}Mi` : String(Math.round(amount * 1000) / 1000);
}
