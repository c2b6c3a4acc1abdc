import type { MadeNames, ObjectName } from '../../../install/ownership.ts';

/** Kinds that quotas count by their plain name too, as they did before they counted any kind. */
const PLAIN = /^(configmaps|secrets|services)$/;

/** What the harness makes beside a stack: Helm has a Secret of each release, and two ConfigMaps are marks. */
const MARKS = [1, 2].map((): ObjectName => ({ apiVersion: 'v1', kind: 'ConfigMap', name: 'a mark' }));

/**
 * How many objects an installation makes that do not stand yet, by a quota's words for them: "count/deployments.apps", "configmaps" … Pods and claims are
 * left out, which are more than an installation names.
 */
export function countsOf(names: MadeNames, ours: MadeNames): Readonly<Record<string, number>> {
  const standing = new Set(ours.objects.map(keyOf));
  const made = names.objects.filter((object) => !standing.has(keyOf(object)));
  const records = names.releases
    .filter((name) => !ours.releases.includes(name))
    .map((name) => ({ apiVersion: 'v1', kind: 'Secret', name }));
  const counts: Record<string, number> = {};
  for (const { apiVersion, kind } of [...made, ...made.flatMap(replicaSetOf), ...records, ...MARKS]) {
    if (kind === 'PersistentVolumeClaim' || kind === 'Pod') continue;
    const [resource, group] = [pluralOf(kind), apiVersion.includes('/') ? `.${apiVersion.split('/')[0] ?? ''}` : ''];
    for (const key of [`count/${resource}${group}`, ...(PLAIN.test(resource) ? [resource] : [])]) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function keyOf({ apiVersion, kind, name }: ObjectName): string {
  return `${apiVersion} ${kind} ${name}`;
}

/** A Deployment makes one. */
function replicaSetOf({ apiVersion, kind, name }: ObjectName): ObjectName[] {
  return kind === 'Deployment' ? [{ apiVersion, kind: 'ReplicaSet', name }] : [];
}

/** "NetworkPolicy" → "networkpolicies", as the API has it. */
function pluralOf(kind: string): string {
  return `${kind.toLowerCase().replace(/y$/, 'ie').replace(/s$/, 'se')}s`;
}
