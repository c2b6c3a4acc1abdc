import { ApiException, type V1Pod } from '@kubernetes/client-node';
import { CommandError } from '../../../base/command.ts';
import type { Access } from '../../../cluster/access.ts';
import { serversWords } from '../../../cluster/api.ts';
import { isRefusedInPlace } from '../../../install/replace.ts';
import type { RenderedRelease } from '../../../install/render.ts';
import type { Finding } from '../../../model/finding.ts';
import { classifyRefusal } from '../../../model/refusal.ts';
import type { Demand } from './demand.ts';

/** How a webhook says that it cannot be asked without effect; what it would say is seen at the install only. */
const NO_DRY_RUN = /does not support dry run/i;

/**
 * Has the API server, and all that it asks before it takes an object, try the whole stack without keeping it; and one pod of each workload, because
 * what a namespace forbids is mostly said of pods alone, when their controller makes them.
 */
export async function examineAdmission(
  releases: readonly RenderedRelease[],
  demands: readonly Demand[],
  access: Access,
  signal: AbortSignal,
): Promise<Finding[]> {
  const [objects, pods] = await Promise.all([
    refusedObjects(releases, access, signal),
    Promise.all(demands.map((demand) => refusedPod(demand, access))),
  ]);
  const refused = [...objects.map((words) => ({ who: '', words })), ...pods.flatMap((each) => each ?? [])].filter(
    ({ words }) => !NO_DRY_RUN.test(words),
  );
  if (refused.length === 0)
    return [{ what: 'admission', state: 'ok', detail: 'the API server takes all objects and one pod of each workload (dry run)' }];
  // All pods are mostly refused for one reason; each reason is told once.
  const reasons = new Map<string, typeof refused>();
  for (const each of refused) {
    const { by } = classifyRefusal(each.words);
    reasons.set(by, [...(reasons.get(by) ?? []), each]);
  }
  return [...reasons.values()].map(([first, ...others]): Finding => ({
    what: 'admission',
    state: 'missing',
    detail: `${first?.who ?? ''}${first?.words ?? ''}${others.length > 0 ? ` (and ${others.length} more like it)` : ''}`,
    mend: classifyRefusal(first?.words ?? '').mend,
  }));
}

/** The API server's words of each object that it would not take. A change that it refuses in place is none of them: such a release is made anew. */
async function refusedObjects(releases: readonly RenderedRelease[], access: Access, signal: AbortSignal): Promise<string[]> {
  const dryRun = ['apply', '--server-side', '--dry-run=server', '--force-conflicts', '--field-manager=touchstone', '--filename=-'];
  try {
    await access.kubectl(dryRun, { signal, input: releases.map(({ manifest }) => manifest).join('\n---\n') });
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.output.filter((line) => /^(Error from server|error:|The \S+ ".*" is invalid)/.test(line) && !isRefusedInPlace(line));
  }
}

async function refusedPod(
  { workload, template, claims }: Demand,
  { api, namespace }: Access,
): Promise<{ readonly who: string; readonly words: string } | undefined> {
  const volumes = claims.map((claim) => ({
    name: claim.metadata?.name ?? '',
    persistentVolumeClaim: { claimName: claim.metadata?.name ?? '' },
  }));
  const { metadata, spec } = structuredClone(template);
  const body: V1Pod = {
    metadata: Object.assign(metadata ?? {}, { generateName: 'touchstone-preflight-' }),
    // Its account is not there yet; as which other one it is tried, what a namespace forbids does not depend on.
    spec: Object.assign(spec ?? { containers: [] }, { volumes: [...(spec?.volumes ?? []), ...volumes], serviceAccountName: 'default' }),
  };
  try {
    await api.core.createNamespacedPod({ namespace, body, dryRun: 'All' });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    if (error.code === 403 && serversWords(error).includes('cannot create resource')) return undefined; // a right, which is asked for apart
    return { who: `a pod of ${workload}: `, words: serversWords(error) };
  }
}
