import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError, messageOf } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import { merged } from '../base/merged.ts';
import { asTyped } from '../base/paths.ts';
import { rootsWith, type Project } from '../base/project.ts';
import { readStack } from './stack.ts';

/** What a suite says of itself in its suite.ts. */
export interface SuiteDefinition {
  /** One line for who chooses suites. */
  readonly title: string;
  /** The systems that its tests talk to, all of them or all that run; what those need is added by the plan. */
  readonly needs: readonly string[] | 'every system';
  /** Systems that only some of its test files talk to, by file name: --grep leaves them out when it leaves out the file. */
  readonly fileNeeds?: Readonly<Record<string, readonly string[]>>;
  /** Takes so long that it runs only where it is named. */
  readonly onlyWhenNamed?: true;
  /** Names of its test files that take so long that they run only where it is named. */
  readonly longFiles?: readonly string[];
  /** Folders in which its tests lie, when that is not its own, by their paths from the repository's root. */
  readonly folders?: readonly string[];
}

/** A suite that takes part in a run. */
export interface Suite extends Pick<SuiteDefinition, 'title' | 'onlyWhenNamed' | 'longFiles'> {
  readonly needs: readonly string[];
  /** The name of its folder below suites/. */
  readonly name: string;
  /** No test of it needs a system. */
  readonly groundless: boolean;
  /** Absolute paths of the folders in which its tests lie. */
  readonly folders: readonly string[];
}

/** The test files of a suite that has long ones which run where it is not named, by their absolute paths; undefined where it has none. */
export function usualFiles({ folders, longFiles }: Suite): readonly string[] | undefined {
  if (longFiles === undefined) return undefined;
  const isUsual = (name: string): boolean => name.endsWith('.test.ts') && !longFiles.includes(name);
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter(isUsual)
      .map((name) => join(folder, name)),
  );
}

/** The suite of the tests that lie outside of suites/. */
const OUTSIDE = 'harness';

const SUITES = 'suites';

/** Names of all suites, which are folders of suites/. @throws UsageError for one that the project and this repository have */
export function suiteNames(project: Project): string[] {
  return Object.keys(suiteRoots(project)).sort();
}

/** Names of the suites that run where none is named. @throws UsageError when one can't be loaded */
export async function usualSuites(project: Project): Promise<string[]> {
  const suites = await loadSuites(project, suiteNames(project));
  return suites.flatMap(({ name, onlyWhenNamed = false }) => (onlyWhenNamed ? [] : [name]));
}

/** Which of the project's folders has each suite, by the suite's name. */
function suiteRoots(project: Project): Readonly<Record<string, string>> {
  const parts = rootsWith(project, SUITES).map((root) => {
    const place = join(root, SUITES);
    const names = readdirSync(place).filter((name) => existsSync(join(place, name, 'suite.ts')));
    return { place, entries: Object.fromEntries(names.map((name) => [name, root])) };
  });
  return merged('suite', parts);
}

/** Checks the names given by a user. @throws UsageError with the nearest name */
export function checkSuiteNames(project: Project, names: readonly string[]): void {
  const known = suiteNames(project);
  names.forEach((name) => checkKnown('suite', name, known));
}

/**
 * Loads suites.
 * @param files paths, from the folder of the project that each lies in, of the test files that run, when those are not all
 * @throws UsageError when a suite can't be loaded, speaks of a file that it doesn't have, or has no test, or one where it would never run
 */
export async function loadSuites(project: Project, names: readonly string[], files?: readonly string[]): Promise<Suite[]> {
  const roots = suiteRoots(project);
  return Promise.all(names.map((name) => loadSuite({ project, root: roots[name] ?? '', name }, files)));
}

interface Home {
  readonly project: Project;
  /** The one of its folders that has the suite. */
  readonly root: string;
  readonly name: string;
}

async function loadSuite({ project, root, name }: Home, files: readonly string[] | undefined): Promise<Suite> {
  const { needs, fileNeeds = {}, folders, ...said } = await loadDefinition(join(root, SUITES, name, 'suite.ts'));
  if (folders === undefined) checkTestFiles(root, join(SUITES, name));
  const lost = [...Object.keys(fileNeeds), ...(said.longFiles ?? [])].find((file) => !existsSync(join(root, SUITES, name, file)));
  if (lost !== undefined) throw new UsageError(`suites/${name}/suite.ts speaks of ${lost}, and there is no such file`);
  const runs = (file: string): boolean => files === undefined || files.includes(join(SUITES, name, file));
  const ofFiles = Object.entries(fileNeeds).flatMap(([file, systems]) => (runs(file) ? systems : []));
  const groundless = needs.length === 0 && Object.keys(fileNeeds).length === 0;
  const { systems: known } = readStack(project);
  const systems = Object.keys(known);
  const every = systems.filter((system) => known[system]?.onlyWhereNeeded !== true);
  const all = [...(needs === 'every system' ? every : needs), ...ofFiles];
  const unknown = all.find((system) => !systems.includes(system));
  if (unknown !== undefined) throw new UsageError(`suites/${name}/suite.ts needs the system ${unknown}, and there is none`);
  return { ...said, name, needs: all, groundless, folders: (folders ?? [join(SUITES, name)]).map((folder) => join(root, folder)) };
}

/** Vitest looks for a suite's tests in its folder alone (vitest.config.ts): without this, one would pass that has its tests elsewhere. @throws UsageError */
function checkTestFiles(root: string, folder: string): void {
  const runs = (file: string): boolean => file.endsWith('.test.ts') && basename(file) === file;
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => !file.includes('node_modules'));
  const never = files.find((file) => /\.(test|spec)\.[cm]?[jt]sx?$/.test(file) && !runs(file));
  if (never !== undefined) throw new UsageError(`${folder}/${never} would never run: a suite’s tests are ${folder}/*.test.ts`);
  if (!files.some(runs)) throw new UsageError(`${folder} has no test: a suite’s tests are ${folder}/*.test.ts`);
}

async function loadDefinition(file: string): Promise<SuiteDefinition> {
  try {
    const { suite } = (await import(pathToFileURL(file).href)) as { readonly suite?: SuiteDefinition };
    if (suite) return suite;
  } catch (error) {
    throw new UsageError(`${asTyped(file)} cannot be loaded: ${messageOf(error).split('\n').slice(0, 2).join(' ')}`);
  }
  throw new UsageError(`${asTyped(file)} exports no suite`);
}

/** The name of the suite that a test file belongs to. @param file its path from the folder of the project that it lies in */
export function suiteOfFile(file: string): string {
  const [room, folder] = file.split('/');
  return room === 'suites' && folder !== undefined ? folder : OUTSIDE;
}
