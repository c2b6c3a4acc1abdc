import { GroundFailure } from '../../../base/failure.ts';
import { ifAllowed, ifThere } from '../../../cluster/api.ts';
import { OUR_SELECTOR } from '../../../cluster/label.ts';
import { isOurs, lookUp } from '../../../install/ownership.ts';
import { tableOf, type Finding } from '../../../model/finding.ts';
import { isOfAChart } from '../../../model/release.ts';
import { examineAdmission } from './admission.ts';
import { examineCapacity } from './capacity.ts';
import { countsOf } from './counts.ts';
import { examineLimits } from './limits.ts';
import { examineNamespace } from './namespace.ts';
import { examineNodes } from './nodes.ts';
import { examinePolicies } from './policies.ts';
import { examineQuota } from './quota.ts';
import { examineRights } from './rights.ts';
import type { Site } from './site.ts';
import { examineStorage } from './storage.ts';
import { examineVersion } from './version.ts';
import { examineVolumes } from './volumes.ts';

/** Asks a cluster all that decides whether a stack can run there, at once and each thing once. Changes nothing. */
export async function examineCluster(site: Site, signal: AbortSignal): Promise<Finding[]> {
  const { access, nodes, demands } = site;
  const { namespace } = access;
  const standing = await ifThere(access.api.core.readNamespace({ name: namespace }));
  const findings = await Promise.all([
    examineVersion(access.api),
    examineNamespace(access, standing),
    examineRights(access),
    nodes ? roomFor(site) : [],
    ifAllowed(access.api.storage.listStorageClass()).then((list) => examineStorage(demands, list?.items)),
    ifAllowed(access.api.core.listPersistentVolume()).then((list) =>
      examineVolumes(demands, list?.items, { namespace, nodes: nodes ?? [] }),
    ),
    standing ? examineInside(site, signal) : [],
  ]);
  return [...(nodes ? examineNodes(nodes) : []), ...findings.flat()];
}

/** @throws GroundFailure with the whole table when anything is missing */
export function checkFindings(findings: readonly Finding[], context: string): void {
  const missing = findings.filter(({ state }) => state === 'missing');
  if (missing.length === 0) return;
  const what =
    missing.length === 1
      ? `it lacks: ${missing[0]?.what ?? ''}`
      : `it lacks ${missing.length} things: ${missing.map((each) => each.what).join(', ')}`;
  throw new GroundFailure(
    `the cluster of context ${context} is not fit for this run: ${what}`,
    'Nothing was touched. What to do stands below each.',
    tableOf(findings),
  );
}

async function roomFor({ access, demands, nodes = [] }: Site): Promise<Finding> {
  return examineCapacity(demands, nodes, (await ifAllowed(access.api.core.listPodForAllNamespaces()))?.items);
}

/** What only a namespace that is there can be asked. What may not be listed is named among the rights. */
async function examineInside({ access, demands, rendered, names }: Site, signal: AbortSignal): Promise<Finding[]> {
  const { api, namespace } = access;
  const [quotas, limits, policies, pods, claims, taken, admission] = await Promise.all([
    ifAllowed(api.core.listNamespacedResourceQuota({ namespace })),
    ifAllowed(api.core.listNamespacedLimitRange({ namespace })),
    ifAllowed(api.networking.listNamespacedNetworkPolicy({ namespace })),
    ifAllowed(api.core.listNamespacedPod({ namespace })),
    ifAllowed(api.core.listNamespacedPersistentVolumeClaim({ namespace, labelSelector: OUR_SELECTOR })),
    ifAllowed(lookUp(names, access)),
    examineAdmission(rendered.releases, demands, access, signal),
  ]);
  const { inTheWay, ours } = taken ?? { inTheWay: [], ours: { releases: [], objects: [] } };
  const standing = { pods: (pods?.items ?? []).filter(isOfAChart), claims: claims?.items ?? [], toCome: countsOf(names, ours) };
  return [
    ...examineQuota(demands, quotas?.items ?? [], limits?.items ?? [], standing),
    ...examineLimits(demands, limits?.items ?? []),
    ...examinePolicies(
      demands,
      (policies?.items ?? []).filter((policy) => !isOurs(policy, new Set())),
    ),
    ...namesTaken(inTheWay),
    ...admission,
  ];
}

function namesTaken(inTheWay: readonly string[]): Finding[] {
  if (inTheWay.length === 0) return [];
  return [
    {
      what: 'names',
      state: 'missing',
      detail: `somebody else has what would be made: ${inTheWay.join(', ')}`,
      mend: 'Choose another --namespace, best one of its own.',
    },
  ];
}
