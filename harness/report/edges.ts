import type { Stack } from '../stack.ts';
import type { TestRecord } from '../tests/record.ts';

/** How one integration fares: the unit of the verdict. */
export interface EdgeVerdict {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly status: 'passed' | 'failed' | 'blocked' | 'skipped';
  /** What it is blocked by, or why it was skipped. */
  readonly because?: string;
  /** How many tests that cross it passed, failed and were skipped. */
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: number };
  /** Names of the tests that the status rests on. */
  readonly evidence: readonly string[];
}

/**
 * The verdict on every edge of the planned systems that a test crosses or that the failed ground keeps from being tested.
 * A failed test is charged to the edge that it proves, its first; an edge that cannot hold because one of its `after` does not is
 * blocked by that one, whatever its own tests say.
 * @param groundFailure the reason why no test could run, if so
 */
export function judgeEdges(
  stack: Stack,
  systems: readonly string[],
  records: readonly TestRecord[],
  groundFailure?: string,
): EdgeVerdict[] {
  const verdicts = new Map<string, EdgeVerdict>();
  for (const name of inOrder(stack)) {
    const edge = stack.edges[name];
    if (!edge || !systems.includes(edge.from) || !systems.includes(edge.to)) continue;
    const crossing = records.filter(({ edges }) => edges.includes(name));
    const judgement =
      crossing.length > 0
        ? judge(name, edge.after, crossing, verdicts)
        : groundFailure === undefined
          ? undefined
          : { status: 'blocked' as const, because: groundFailure, evidence: [] };
    if (judgement) verdicts.set(name, { name, from: edge.from, to: edge.to, tests: count(crossing), ...judgement });
  }
  return [...verdicts.values()];
}

type Judgement = Pick<EdgeVerdict, 'status' | 'because' | 'evidence'>;

function judge(
  name: string,
  after: readonly string[],
  crossing: readonly TestRecord[],
  verdicts: ReadonlyMap<string, EdgeVerdict>,
): Judgement {
  const failed = crossing.filter(({ status }) => status === 'failed');
  const charged = failed.filter(({ edges }) => edges[0] === name);
  const upstream = after
    .map((before) => verdicts.get(before))
    .find((verdict) => verdict?.status === 'failed' || verdict?.status === 'blocked');
  if (charged.length > 0 && upstream)
    return { status: 'blocked', because: `${upstream.name} ${upstream.status}`, evidence: namesOf(charged) };
  if (charged.length > 0) return { status: 'failed', evidence: namesOf(charged) };
  const passed = crossing.filter(({ status }) => status === 'passed');
  if (passed.length > 0) return { status: 'passed', evidence: namesOf(passed) };
  const [obstacle] = failed;
  if (obstacle) return { status: 'blocked', because: `${obstacle.edges[0] ?? 'another edge'} failed`, evidence: namesOf(failed) };
  return { status: 'skipped', because: crossing[0]?.reason ?? 'its tests were skipped', evidence: namesOf(crossing) };
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

function count(records: readonly TestRecord[]): EdgeVerdict['tests'] {
  const of = (wanted: TestRecord['status']): number => records.filter(({ status }) => status === wanted).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

function namesOf(records: readonly TestRecord[]): string[] {
  return records.map(({ suite, name }) => `${suite} · ${name}`);
}
