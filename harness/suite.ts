import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from 'fastest-levenshtein';
import { UsageError } from './failure.ts';
import { ROOT } from './paths.ts';

/** What a suite says of itself in its suite.ts. */
export interface SuiteDefinition {
  /** One line for the reader of a report. */
  readonly title: string;
  /** The systems that its tests talk to; what those need is added by the plan. */
  readonly needs: readonly string[];
}

export interface Suite extends SuiteDefinition {
  /** The name of its folder below suites/. */
  readonly name: string;
}

/** The name under which the harness's own tests can be chosen; they need no cluster. */
export const HARNESS_SUITE = 'harness';

const FOLDER = join(ROOT, 'suites');

/** Names of all suites, the harness's own first. */
export function suiteNames(): string[] {
  return [HARNESS_SUITE, ...clusterSuiteNames()];
}

/** Names of the suites that run on a cluster, which are folders of suites/. */
export function clusterSuiteNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, 'suite.ts')))
    .sort();
}

/** Checks the names given by a user. @throws UsageError with the nearest name */
export function checkSuiteNames(names: readonly string[]): void {
  const known = suiteNames();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`there is no suite "${unknown}"; did you mean "${closest(unknown, known)}"? There are: ${known.join(', ')}`);
}

/** Loads the definitions of suites that run on a cluster. */
export async function loadSuites(names: readonly string[]): Promise<Suite[]> {
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(pathToFileURL(join(FOLDER, name, 'suite.ts')).href)) as { suite: SuiteDefinition };
      return { name, ...module.suite };
    }),
  );
}
