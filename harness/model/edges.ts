import type { Stack } from './stack.ts';
import { countOf, type Counts, type TestRecord } from './record.ts';

/** How one integration fares: the unit of the verdict. */
export interface EdgeVerdict {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'passed' | 'failed' | 'blocked' | 'skipped';
  /** What it is blocked by, or why it was skipped. */
  readonly because?: string;
  /** How many tests that cross it passed, failed and were skipped. */
  readonly tests: Counts;
  /** Names of the tests that the status rests on, each once however often it ran. */
  readonly evidence: readonly string[];
}

/**
 * The verdict on every edge of the planned systems that a test crosses or that the failed ground keeps from being tested.
 *
 * A failed test is charged to one edge: the first it crosses that no passing test proves, else the one that it proves itself. An edge
 * with charges has failed, unless one that it comes `after` has charges too: then it is blocked by that one.
 * @param groundFailure the reason why no test could run, if so
 */
export function judgeEdges(
  stack: Stack,
  systems: readonly string[],
  records: readonly TestRecord[],
  groundFailure?: string,
): EdgeVerdict[] {
  const charges = chargesOf(records);
  return inOrder(stack).flatMap((name): EdgeVerdict[] => {
    const edge = stack.edges[name];
    if (!edge || !systems.includes(edge.from) || !systems.includes(edge.to)) return [];
    const crossing = records.filter(({ edges }) => edges.includes(name));
    if (crossing.length === 0 && groundFailure === undefined) return [];
    const judgement: Judgement =
      crossing.length > 0 ? judge(stack, name, crossing, charges) : { status: 'blocked', because: groundFailure ?? '', evidence: [] };
    return [{ name, from: edge.from, to: edge.to, tests: countOf(crossing), ...judgement }];
  });
}

type Judgement = Pick<EdgeVerdict, 'status' | 'because' | 'evidence'>;
type Charges = ReadonlyMap<string, readonly TestRecord[]>;

function chargesOf(records: readonly TestRecord[]): Charges {
  const proven = new Set(records.filter(({ status }) => status === 'passed').map(({ edges }) => edges[0]));
  const charges = new Map<string, TestRecord[]>();
  for (const record of records.filter(({ status }) => status === 'failed')) {
    const edge = record.edges.find((crossed) => !proven.has(crossed)) ?? record.edges[0];
    if (edge !== undefined) charges.set(edge, [...(charges.get(edge) ?? []), record]);
  }
  return charges;
}

function judge(stack: Stack, name: string, crossing: readonly TestRecord[], charges: Charges): Judgement {
  const charged = charges.get(name);
  if (charged) {
    const upstream = upstreamOf(stack, name).find((before) => charges.has(before));
    return upstream === undefined
      ? { status: 'failed', evidence: namesOf(charged) }
      : { status: 'blocked', because: `${upstream} failed`, evidence: namesOf(charged) };
  }
  const passed = crossing.filter(({ status }) => status === 'passed');
  if (passed.length > 0) return { status: 'passed', evidence: namesOf(passed) };
  const failed = crossing.filter(({ status }) => status === 'failed');
  const obstacle = [...charges.keys()].find((edge) => failed.some((record) => charges.get(edge)?.includes(record)));
  if (obstacle !== undefined) return { status: 'blocked', because: `${obstacle} failed`, evidence: namesOf(failed) };
  return { status: 'skipped', because: crossing[0]?.reason ?? 'its tests were skipped', evidence: namesOf(crossing) };
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
