/** How one test ended, as reports show it. */
export interface TestRecord {
  /** The suite's name; `harness` for the harness's own tests. */
  readonly suite: string;
  /** Path of the test file, from the folder of the project that it lies in. */
  readonly file: string;
  /** The names of its describe blocks and its own, joined by " > ". */
  readonly name: string;
  /** The edges that it crosses; the first is the one that it proves. */
  readonly edges: readonly string[];
  /** Of a test file or a set-up that failed: the edges that its tests were to prove. */
  readonly untested?: readonly string[];
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped: the capability that the target lacks. */
  readonly reason?: string;
  /** Which round it ran in, from 1, when tests were repeated (--repeat). */
  readonly round?: number;
  readonly startedAt: number;
  /** Milliseconds. */
  readonly duration: number;
  /** What was thrown, first line the message; with the place in the test and the difference where there is one. */
  readonly errors: readonly string[];
}

/** How many tests ended in each way. */
export type Counts = Readonly<Record<TestRecord['status'], number>>;

export function countOf(records: readonly TestRecord[]): Counts {
  const of = (wanted: TestRecord['status']): number => records.filter(({ status }) => status === wanted).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** " (round 3)", to stand behind a test's name; nothing when tests were not repeated. */
export function roundMark(round: number | undefined): string {
  return round === undefined ? '' : ` (round ${round})`;
}
