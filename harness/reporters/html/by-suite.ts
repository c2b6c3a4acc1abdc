import type { Results } from '../../model/results.ts';

type Tests = Results['tests'];

/** Tests by their suites, in the order in which these came first. */
export function bySuite(tests: Tests): readonly (readonly [suite: string, tests: Tests])[] {
  return [...new Set(tests.map(({ suite }) => suite))].map((name) => [name, tests.filter(({ suite }) => suite === name)] as const);
}
