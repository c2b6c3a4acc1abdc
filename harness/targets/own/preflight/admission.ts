import { ApiException, type V1Pod } from '@kubernetes/client-node';
import { CommandError } from '../../../base/command.ts';
import type { Access } from '../../../cluster/access.ts';
import { serversWords } from '../../../base/servers-words.ts';
import { isRefusedInPlace } from '../../../install/replace.ts';
import type { RenderedRelease } from '../../../install/render.ts';
import type { Finding } from '../../../model/finding.ts';
import { classifyRefusal } from '../../../model/refusal.ts';
import type { Demand } from './demand.ts';

/** How a webhook says that it cannot be asked without effect; what it would say is seen at the install only. */
const NO_DRY_RUN = /does not support dry run/i;

/** A binding is not taken by anybody's least rights while its Role is not there, which a dry run leaves out too. The rights themselves are asked for apart. */
const ROLE_TO_COME = 'Error from server (NotFound): rolebindings.rbac.authorization.k8s.io ';

/** What kubectl says of an object that was asked about. */
const ANSWER = /^(Error from server|error: .*no matches for kind|The \S+ ".*" is invalid)/;

/** What it says of its own troubles, by which an object was not asked about. */
const TROUBLE = /^(error:|Unable to connect)/;

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
    tryObjects(releases, access, signal),
    Promise.all(demands.map((demand) => tryPod(demand, access))),
  ]);
  const words = [...objects, ...pods.flatMap((each) => each ?? [])];
  const findings = [...refusals(words.filter(({ known }) => known)), ...doubts(words.filter(({ known }) => !known))];
  if (findings.length > 0) return findings;
  return [{ what: 'admission', state: 'ok', detail: 'the API server takes all objects and one pod of each workload (dry run)' }];
}

/** What was said of something that was tried and not taken. */
interface Words {
  readonly said: string;
  /** Whether it was refused, and would be in earnest; else nobody knows. */
  readonly known: boolean;
}

/** All pods are mostly refused for one reason; each reason is told once. */
function refusals(refused: readonly Words[]): Finding[] {
  const reasons = new Map<string, string[]>();
  for (const { said } of refused) {
    const { by } = classifyRefusal(said);
    reasons.set(by, [...(reasons.get(by) ?? []), said]);
  }
  return [...reasons.values()].map((words): Finding => ({
    what: 'admission',
    state: 'missing',
    detail: inShort(words),
    mend: classifyRefusal(words[0] ?? '').mend,
  }));
}

function doubts(unknown: readonly Words[]): Finding[] {
  if (unknown.length === 0) return [];
  const words = inShort(unknown.map(({ said }) => said));
  return [{ what: 'admission', state: 'not known', detail: `not all could be tried without keeping it, and may be refused yet: ${words}` }];
}

/** The first, and how many more there are. */
function inShort([first = '', ...others]: readonly string[]): string {
  return others.length > 0 ? `${first} (and ${others.length} more like it)` : first;
}

/** What was said of the objects that were not taken. A change that is refused in place is none of them: such a release is made anew. */
async function tryObjects(releases: readonly RenderedRelease[], access: Access, signal: AbortSignal): Promise<Words[]> {
  const dryRun = ['apply', '--server-side', '--dry-run=server', '--force-conflicts', '--field-manager=touchstone', '--filename=-'];
  try {
    await access.kubectl(dryRun, { signal, input: releases.map(({ manifest }) => manifest).join('\n---\n') });
    return [];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const words = error.output.flatMap(wordsIn);
    if (words.length > 0 || error.output.some(isHarmless)) return words;
    return [{ said: error.output.at(-1) ?? error.ending, known: false }];
  }
}

/** Whether it is said of what an install does otherwise, or in another order. */
function isHarmless(line: string): boolean {
  return isRefusedInPlace(line) || line.startsWith(ROLE_TO_COME);
}

function wordsIn(line: string): Words[] {
  if (isHarmless(line)) return [];
  if (ANSWER.test(line)) return [{ said: line, known: !NO_DRY_RUN.test(line) }];
  return TROUBLE.test(line) ? [{ said: line, known: false }] : [];
}

async function tryPod({ workload, template, claims }: Demand, { api, namespace }: Access): Promise<Words | undefined> {
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
    const words = serversWords(error);
    const lacksRight = error.code === 403 && words.includes('cannot create resource'); // which is asked for apart
    return { said: `a pod of ${workload}: ${words}`, known: !lacksRight && !NO_DRY_RUN.test(words) };
  }
}
