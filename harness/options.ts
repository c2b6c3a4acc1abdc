import { UsageError, messageOf } from './base/failure.ts';
import { checkKnown } from './base/known-name.ts';
import { checkOverlayName } from './model/overlay.ts';
import { readStack } from './model/stack.ts';
import { checkSuiteNames, suiteNames } from './model/suite.ts';
import type { Asked } from './runner/reproduce.ts';
import type { TestFilter } from './runner/selection.ts';
import type { TargetOptions } from './targets/choose.ts';

/** What the command line gives, all commands' options together. */
export interface RawOptions extends TargetOptions {
  readonly suite?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly grep?: string;
  readonly edge?: string;
  readonly list?: boolean;
  readonly keep: boolean;
  readonly scale: string;
  readonly repeat: number;
  readonly results: string;
  readonly reporter?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** What `images export` writes, and `images import` reads. */
  readonly file?: string;
}

/** The suites chosen; all when none is named. @throws UsageError for an unknown one */
export function chosenSuites({ suite }: RawOptions): string[] {
  if (suite === undefined) return suiteNames();
  const names = namesIn(suite);
  if (names.length === 0) throw new UsageError(`--suite names no suite; there are: ${suiteNames().join(', ')}`);
  checkSuiteNames(names);
  return [...new Set(names)];
}

/** The edges chosen, none when all are; `->` is what keyboards have for `→`. @throws UsageError for an unknown one, with the nearest */
function chosenEdges({ edge }: RawOptions): string[] {
  if (edge === undefined) return [];
  const known = Object.keys(readStack().edges);
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

/** What the options say of a run, wherever it takes place. @throws UsageError for an unknown overlay */
export function askedOf(options: RawOptions): Omit<Asked, 'fresh'> {
  const { overlay, timeout, scale, repeat, keep, results } = options;
  checkOverlayName(overlay);
  return { overlay, timeout: timeout * 1000, scale, repeat, keep, results, arguments: process.argv.slice(2) };
}

/** What the options say of tests beside their suites. @throws UsageError for an unknown edge, and a pattern that is none */
export function filterOf(options: RawOptions): TestFilter {
  const { grep, scale, repeat } = options;
  try {
    if (grep !== undefined) new RegExp(grep);
  } catch (error) {
    throw new UsageError(`--grep is not a regular expression: ${messageOf(error)}`);
  }
  return { grep, edges: chosenEdges(options), scale, repeat };
}

/** The reporters of a run of tests. */
export function reportersOf({ reporter, json, quiet }: RawOptions): string[] {
  if (reporter !== undefined) return namesIn(reporter);
  return [...(quiet === true ? [] : ['progress']), json === true ? 'json' : 'terminal', 'results', 'junit', 'summary'];
}
