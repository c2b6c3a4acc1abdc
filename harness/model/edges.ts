import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { countOf, countsSchema, type TestRecord } from './record.ts';
import type { Stack, StackPart } from './stack.ts';
import { unseenEdges } from './unseen.ts';

export const edgeVerdictSchema = z.object({
  name: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum(['passed', 'failed', 'blocked', 'skipped', 'untested']),
  because: z.string().exactOptional().describe('What it is blocked by, or why it was skipped or not tested'),
  tests: countsSchema.describe('How many tests that cross it passed, failed and were skipped'),
  evidence: z.array(z.string()).describe('Names of the tests that the status rests on, each once however often it ran'),
});

/** How one integration fares: the unit of the verdict. */
export type EdgeVerdict = Frozen<z.infer<typeof edgeVerdictSchema>>;

/**
 * The verdict on every edge of the planned systems, installed or there already, that a test crosses, that a broken test file was to prove, or that
 * the failed ground keeps from being tested.
 *
 * A failed test is charged to the edge that it proves, its first. Only where another test proves that edge to hold, and the failed one crosses an edge
 * that was to be proven too and was not by any, it is charged to that one: there is reason to think so of no other. An edge with charges has failed,
 * unless one that it comes `after` has charges too: then it is blocked by that one.
 *
 * An edge has passed when a test that proves it has. One that tests merely cross is untested. That changes no verdict: the suites chosen do not claim
 * to prove it. One that is untested because a test file or a set-up failed does not stand alone either: that failure is a failed test. One that the
 * run can't see (unseen.ts) is skipped, whatever passed.
 * @param groundFailure the reason why no test could run, or not all, if so
 */
export function judgeEdges(part: StackPart, records: readonly TestRecord[], groundFailure?: string): EdgeVerdict[] {
  const { stack } = part;
  const systems = [...part.systems, ...Object.keys(part.existing ?? {})];
  const unseen = unseenEdges(part);
  const charges = chargesOf(records);
  return inOrder(stack).flatMap((name): EdgeVerdict[] => {
    const edge = stack.edges[name];
    const isPlanned = edge && systems.includes(edge.from) && (systems.includes(edge.to) || name in unseen);
    if (!isPlanned) return [];
    const crossing = records.filter(({ edges }) => edges.includes(name));
    const judgement =
      chargedEdge(stack, name, charges) ??
      unseenEdge(unseen[name], crossing) ??
      unchargedEdge(name, { crossing, broken: brokenAt(name, records) }, charges, groundFailure);
    return judgement ? [{ name, from: edge.from, to: edge.to, tests: countOf(crossing), ...judgement }] : [];
  });
}

type Judgement = Pick<EdgeVerdict, 'status' | 'because' | 'evidence'>;
type Charges = ReadonlyMap<string, readonly TestRecord[]>;

function chargesOf(records: readonly TestRecord[]): Charges {
  const edgesProvenBy = (status: TestRecord['status']): Set<string | undefined> =>
    new Set(records.filter((record) => record.status === status).map(({ edges }) => edges[0]));
  const [holding, failing] = [edgesProvenBy('passed'), edgesProvenBy('failed')];
  const charges = new Map<string, TestRecord[]>();
  for (const record of records.filter(({ status }) => status === 'failed')) {
    const [own, ...others] = record.edges;
    if (own === undefined) continue;
    const other = holding.has(own) ? others.find((crossed) => failing.has(crossed) && !holding.has(crossed)) : undefined;
    const edge = other ?? own;
    charges.set(edge, [...(charges.get(edge) ?? []), record]);
  }
  return charges;
}

function chargedEdge(stack: Stack, name: string, charges: Charges): Judgement | undefined {
  const charged = charges.get(name);
  if (!charged) return undefined;
  const upstream = upstreamOf(stack, name).find((before) => charges.has(before));
  return upstream === undefined
    ? { status: 'failed', evidence: namesOf(charged) }
    : { status: 'blocked', because: `${upstream} failed`, evidence: namesOf(charged) };
}

function unseenEdge(because: string | undefined, crossing: readonly TestRecord[]): Judgement | undefined {
  return because === undefined || crossing.length === 0 ? undefined : { status: 'skipped', because, evidence: namesOf(crossing) };
}

/** What is said of an edge that no failed test is charged to; nothing where nobody asked for it. @param broken what was to prove it and could not run */
function unchargedEdge(
  name: string,
  { crossing, broken }: { readonly crossing: readonly TestRecord[]; readonly broken: readonly TestRecord[] },
  charges: Charges,
  groundFailure: string | undefined,
): Judgement | undefined {
  const ended = (status: TestRecord['status']): TestRecord[] => crossing.filter((record) => record.status === status);
  const proves = ({ edges }: TestRecord): boolean => edges[0] === name;
  const [passed, failed, skipped] = [ended('passed'), ended('failed'), ended('skipped')];
  if (passed.some(proves)) return { status: 'passed', evidence: namesOf(passed.filter(proves)) };
  const obstacle = [...charges.keys()].find((edge) => failed.some((record) => charges.get(edge)?.includes(record)));
  if (obstacle !== undefined && passed.length === 0) return { status: 'blocked', because: `${obstacle} failed`, evidence: namesOf(failed) };
  if (groundFailure !== undefined) return { status: 'blocked', because: groundFailure, evidence: [] };
  if (broken[0]) return { status: 'untested', because: `${broken[0].file}: ${broken[0].name} failed`, evidence: namesOf(broken) };
  if (skipped.some(proves) || (passed.length === 0 && skipped.length > 0)) return skippedEdge(skipped.find(proves) ?? skipped[0], skipped);
  return passed.length > 0 ? crossedEdge(namesOf(passed)) : undefined;
}

function skippedEdge(reasoned: TestRecord | undefined, skipped: readonly TestRecord[]): Judgement {
  return { status: 'skipped', because: reasoned?.reason ?? 'its tests were skipped', evidence: namesOf(skipped) };
}

function crossedEdge(evidence: readonly string[]): Judgement {
  const tests = evidence.length === 1 ? '1 test' : `${evidence.length} tests`;
  return { status: 'untested', because: `crossed by ${tests} that passed, proven by none`, evidence };
}

function brokenAt(name: string, records: readonly TestRecord[]): TestRecord[] {
  return records.filter(({ untested = [] }) => untested.includes(name));
}

/** The edges that one comes after, directly or through others, the farthest first. */
function upstreamOf({ edges }: Stack, name: string): string[] {
  const found = new Set<string>();
  const visit = (edge: string): void => {
    for (const before of edges[edge]?.after ?? []) {
      visit(before);
      found.add(before);
    }
  };
  visit(name);
  return [...found];
}

/** Edge names, each behind those that it comes after. */
function inOrder({ edges }: Stack): string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    edges[name]?.after.forEach(visit);
    ordered.add(name);
  };
  Object.keys(edges).forEach(visit);
  return [...ordered];
}

function namesOf(records: readonly TestRecord[]): string[] {
  return [...new Set(records.map(({ suite, name }) => `${suite} · ${name}`))];
}
