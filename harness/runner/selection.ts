import type { Project } from '../base/project.ts';
import { usualFiles, type Suite } from '../model/suite.ts';

/** Which tests a runner is for; known before the stack stands. */
export interface TestSelection extends Omit<TestFilter, 'named'> {
  readonly project: Project;
  /** Absolute paths, of folders (with a slash) and files: vitest takes any other for a part of paths. */
  readonly files: readonly string[];
}

/** What a user says of tests beside the names of their suites. */
export interface TestFilter {
  /** Whether suites were named at all: what takes long runs then, too. */
  readonly named: boolean;
  /** A regular expression that the tests' full names must match. */
  readonly grep?: string | undefined;
  /** Names of edges (blueprint/stack.yaml): only tests that cross one of them; none means all tests. */
  readonly edges: readonly string[];
  /** How much data the suites make: more of it takes longer, and leaves less room for tests beside each other. */
  readonly scale: string;
  /** How often they run, to find those that do not always end in the same way. */
  readonly repeat: number;
}

/** Suites, and the project that has them. */
export interface SuitesOfProject {
  readonly project: Project;
  readonly suites: readonly Suite[];
}

/** The tests of suites. */
export function testsOf({ project, suites }: SuitesOfProject, { named, ...filter }: TestFilter): TestSelection {
  const all = ({ folders }: Suite): string[] => folders.map((folder) => `${folder}/`);
  return { ...filter, project, files: suites.flatMap((suite) => (named ? all(suite) : (usualFiles(suite) ?? all(suite)))) };
}

/** Whether a filter leaves tests out. */
export function isNarrow({ grep, edges }: Pick<TestFilter, 'grep' | 'edges'>): boolean {
  return grep !== undefined || edges.length > 0;
}
