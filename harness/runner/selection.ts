/** Which tests a runner is for; known before the stack stands. */
export interface TestSelection extends TestFilter {
  readonly projects: readonly ('harness' | 'suites' | 'disruptive')[];
  /** Path parts; only files whose path holds one of them run. */
  readonly files: readonly string[];
}

/** What a user says of tests beside their suites. */
export interface TestFilter {
  /** A regular expression that the tests' full names must match. */
  readonly grep?: string | undefined;
  /** Names of edges (blueprint/stack.yaml): only tests that cross one of them; none means all tests. */
  readonly edges: readonly string[];
  /** How much data the suites make: more of it takes longer, and leaves less room for tests beside each other. */
  readonly scale: string;
  /** How often they run, to find those that do not always end in the same way. */
  readonly repeat: number;
}

/** The harness's own tests, which need no cluster. */
export function harnessTests({ grep, edges, scale, repeat }: TestFilter): TestSelection {
  return { projects: ['harness'], files: [], grep, edges, scale, repeat };
}

/** The tests of suites that run on a cluster. */
export function suitesTests(suites: readonly string[], { grep, edges, scale, repeat }: TestFilter): TestSelection {
  return { projects: ['suites', 'disruptive'], files: suites.map((name) => `suites/${name}/`), grep, edges, scale, repeat };
}

/** Whether a filter leaves tests out. */
export function isNarrow({ grep, edges }: Pick<TestFilter, 'grep' | 'edges'>): boolean {
  return grep !== undefined || edges.length > 0;
}
