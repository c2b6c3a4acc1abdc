import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkKnown } from '../base/known-name.ts';
import { ROOT } from '../base/paths.ts';
import { readStack } from './stack.ts';

/** What a suite says of itself in its suite.ts. */
export interface SuiteDefinition {
  /** One line for who chooses suites. */
  readonly title: string;
  /** The systems that its tests talk to, all of them or all that run; what those need is added by the plan. */
  readonly needs: readonly string[] | 'every system';
  /** Systems that only some of its test files talk to, by file name: --grep leaves them out when it leaves out the file. */
  readonly fileNeeds?: Readonly<Record<string, readonly string[]>>;
  /** Folders of the repository in which its tests lie, when that is not its own. */
  readonly folders?: readonly string[];
}

/** A suite that takes part in a run. */
export interface Suite extends Pick<SuiteDefinition, 'title'> {
  readonly needs: readonly string[];
  /** The name of its folder below suites/. */
  readonly name: string;
  /** No test of it needs a system. */
  readonly groundless: boolean;
  /** Paths from the repository's root of the folders in which its tests lie. */
  readonly folders: readonly string[];
}

/** The suite of the tests that lie outside of suites/. */
const OUTSIDE = 'harness';

const FOLDER = join(ROOT, 'suites');

/** Names of all suites, which are folders of suites/. */
export function suiteNames(): string[] {
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
 * Loads suites.
 * @param files paths from the repository's root of the test files that run, when those are not all
 * @throws Error when a suite speaks of a file that it doesn't have, which is a mistake in this repository
 */
export async function loadSuites(names: readonly string[], files?: readonly string[]): Promise<Suite[]> {
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(pathToFileURL(join(FOLDER, name, 'suite.ts')).href)) as { suite: SuiteDefinition };
      const { title, needs, fileNeeds = {}, folders = [`suites/${name}`] } = module.suite;
      const lost = Object.keys(fileNeeds).find((file) => !existsSync(join(FOLDER, name, file)));
      if (lost !== undefined) throw new Error(`suites/${name}/suite.ts says what ${lost} needs, and there is no such file`);
      const runs = (file: string): boolean => files === undefined || files.includes(`suites/${name}/${file}`);
      const ofFiles = Object.entries(fileNeeds).flatMap(([file, systems]) => (runs(file) ? systems : []));
      const groundless = needs.length === 0 && Object.keys(fileNeeds).length === 0;
      const always = needs === 'every system' ? Object.keys(readStack().systems) : needs;
      return { name, title, needs: [...always, ...ofFiles], groundless, folders };
    }),
  );
}

/** The name of the suite that a test file belongs to. @param file its path from the repository's root */
export function suiteOfFile(file: string): string {
  const [room, folder] = file.split('/');
  return room === 'suites' && folder !== undefined ? folder : OUTSIDE;
}
