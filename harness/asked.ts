import { UsageError, messageOf } from './base/failure.ts';
import { checkKnown } from './base/known-name.ts';
import type { Project } from './base/project.ts';
import type { Existing } from './model/existing.ts';
import { checkOverlayName } from './model/overlay.ts';
import { readExisting } from './model/read-existing.ts';
import { readStack } from './model/stack.ts';
import { checkSuiteNames, suiteNames, usualSuites } from './model/suite.ts';
import type { OptionsFor } from './options/commands.ts';
import type { Values } from './options/option.ts';
import type { TestFilter } from './runner/selection.ts';

type TestOptions = OptionsFor<'test'>;
type StackOptions = OptionsFor<'up'> | OptionsFor<'certify'>;

/** What a user asks of a run, wherever it takes place. */
export interface Asked {
  /** Milliseconds that each system, and the nodes, have to become ready. */
  readonly timeout: number;
  /** How much data the suites make. */
  readonly scale: string;
  /** A new cluster in place of the standing one, removed after the run unless it is to be kept. */
  readonly fresh: boolean;
  readonly keep: boolean;
  /** The folder that gets a folder for this run; there are no reports without. */
  readonly results?: string | undefined;
  /** The options, to be said again. */
  readonly said: Values;
  /** The command line, for the report. */
  readonly arguments: readonly string[];
}

/** The suites chosen; when none is named all but those that run only then. @throws UsageError for an unknown one */
export async function chosenSuites({ suite }: Pick<TestOptions, 'suite'>, project: Project): Promise<string[]> {
  if (suite === undefined) return usualSuites(project);
  const names = namesIn(suite);
  if (names.length === 0) throw new UsageError(`--suite names no suite; there are: ${suiteNames(project).join(', ')}`);
  checkSuiteNames(project, names);
  return [...new Set(names)];
}

/** The edges chosen, none when all are; `->` is what keyboards have for `→`. @throws UsageError for an unknown one, with the nearest */
function chosenEdges({ edge }: TestOptions, project: Project): string[] {
  if (edge === undefined) return [];
  const known = Object.keys(readStack(project).edges);
  const names = namesIn(edge).map((name) => name.replace('->', '→'));
  if (names.length === 0) throw new UsageError(`--edge names no edge; there are: ${known.join(', ')}`);
  names.forEach((name) => checkKnown('edge', name, known));
  return names;
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** What the options say of the stack, tests or none. @throws UsageError for an unknown overlay */
export function askedOf(options: StackOptions, project: Project): Pick<Asked, 'timeout' | 'said' | 'arguments'> {
  checkOverlayName(project, options.overlay);
  return { timeout: options.timeout * 1000, said: { ...options }, arguments: process.argv.slice(2) };
}

/** The systems that are there already, none where none is named. @throws UsageError as readExisting() */
export function existingOf({ existing }: Pick<TestOptions, 'existing'>, project: Project): Existing {
  return existing === undefined ? {} : readExisting(existing, readStack(project));
}

/** What the options say of tests beside their suites. @throws UsageError for an unknown edge, and a pattern that is none */
export function filterOf(options: TestOptions, project: Project): TestFilter {
  const { grep, scale, repeat } = options;
  try {
    if (grep !== undefined) new RegExp(grep);
  } catch (error) {
    throw new UsageError(`--grep is not a regular expression: ${messageOf(error)}`);
  }
  return { named: options.suite !== undefined, grep, edges: chosenEdges(options, project), scale, repeat };
}

/** The reporters of a run of tests. */
export function reportersOf({ reporter, json, quiet }: Pick<TestOptions, 'reporter' | 'json' | 'quiet'>): string[] {
  if (reporter !== undefined) return namesIn(reporter);
  return [...(quiet === true ? [] : ['progress']), json === true ? 'json' : 'terminal', 'results', 'junit', 'html', 'summary'];
}
