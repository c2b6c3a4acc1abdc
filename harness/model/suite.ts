import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkKnown } from '../base/known-name.ts';
import { ROOT } from '../base/paths.ts';

/** What a suite says of itself in its suite.ts. */
export interface SuiteDefinition {
  /** One line for who chooses suites. */
  readonly title: string;
  /** The systems that its tests talk to, all of them or all that run; what those need is added by the plan. */
  readonly needs: readonly string[];
  /** Systems that only some of its test files talk to, by file name: --grep leaves them out when it leaves out the file. */
  readonly fileNeeds?: Readonly<Record<string, readonly string[]>>;
}

/** A suite that takes part in a run. */
export interface Suite extends Pick<SuiteDefinition, 'title' | 'needs'> {
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
  names.forEach((name) => checkKnown('suite', name, known));
}

/**
 * Loads suites that run on a cluster.
 * @param files paths from the repository's root of the test files that run, when those are not all
 * @throws Error when a suite speaks of a file that it doesn't have, which is a mistake in this repository
 */
export async function loadSuites(names: readonly string[], files?: readonly string[]): Promise<Suite[]> {
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(pathToFileURL(join(FOLDER, name, 'suite.ts')).href)) as { suite: SuiteDefinition };
      const { title, needs, fileNeeds = {} } = module.suite;
      const lost = Object.keys(fileNeeds).find((file) => !existsSync(join(FOLDER, name, file)));
      if (lost !== undefined) throw new Error(`suites/${name}/suite.ts says what ${lost} needs, and there is no such file`);
      const runs = (file: string): boolean => files === undefined || files.includes(`suites/${name}/${file}`);
      const ofFiles = Object.entries(fileNeeds).flatMap(([file, systems]) => (runs(file) ? systems : []));
      return { name, title, needs: [...needs, ...ofFiles] };
    }),
  );
}

/** The name of the suite that a test file belongs to. @param file its path from the repository's root */
export function suiteOfFile(file: string): string {
  const [room, folder] = file.split('/');
  return room === 'suites' && folder !== undefined ? folder : HARNESS_SUITE;
}
