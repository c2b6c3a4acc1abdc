import { readCatalogue, type Catalogue } from './images/catalogue.ts';
import { readStack, systemNamed, withNeeds, type Stack } from './model/stack.ts';
import { HARNESS_SUITE, loadSuites, type Suite } from './model/suite.ts';

/** What a run will need, worked out from the suites before anything is touched. */
export interface Plan {
  readonly stack: Stack;
  readonly catalogue: Catalogue;
  /** Whether the harness's own tests run. */
  readonly harness: boolean;
  /** The suites that run on the cluster. */
  readonly suites: readonly Suite[];
  /** The systems to install, needed ones first; the gateway is always among them. */
  readonly systems: readonly string[];
  /** The images that the systems' pods run. */
  readonly images: readonly string[];
}

/** Suites → the systems that they need, transitively → the images of those. @param files the test files that run, when those are not all */
export async function makePlan(suiteNames: readonly string[], files?: readonly string[]): Promise<Plan> {
  const stack = readStack();
  const catalogue = readCatalogue();
  const suites = await loadSuites(
    suiteNames.filter((name) => name !== HARNESS_SUITE),
    files,
  );
  const systems = suites.length === 0 ? [] : withNeeds(stack, ['gateway', ...suites.flatMap(({ needs }) => needs)]);
  const images = [...new Set(systems.flatMap((name) => Object.values(systemNamed(stack, name).images)))];
  return { stack, catalogue, harness: suiteNames.includes(HARNESS_SUITE), suites, systems, images };
}
