import type { Project } from '../base/project.ts';
import type { Existing } from './existing.ts';
import { withOverlay } from './overlay.ts';
import { GATEWAY, imagesOf, readStack, withNeeds, type StackPart } from './stack.ts';
import { loadSuites, type Suite } from './suite.ts';

/** What suites will need, worked out before anything is touched. The gateway is among the systems, where there are any. */
export interface Plan extends StackPart {
  readonly project: Project;
  readonly suites: readonly Suite[];
  /** The images that the systems' pods run. */
  readonly images: readonly string[];
}

/**
 * Suites → the systems that they need, transitively → the images of those.
 * @param files the test files that run, when those are not all
 * @param existing systems that are not to be installed
 */
export async function makePlan(
  project: Project,
  suiteNames: readonly string[],
  files?: readonly string[],
  existing?: Existing,
): Promise<Plan> {
  return planFor(project, await loadSuites(project, suiteNames, files), existing);
}

/**
 * The plan in parts that have a place of their own each: of the suites that need some system, and of those that need none. None of them is empty.
 * What needs a system comes first: the others' tests find an engine and tools then, which the run has got for it.
 */
export function partsOf(plan: Plan): Plan[] {
  const parts = [plan.suites.filter(({ groundless }) => !groundless), plan.suites.filter(({ groundless }) => groundless)];
  return parts.filter((suites) => suites.length > 0).map((suites) => planFor(plan.project, suites, plan.existing));
}

/** The plan with an overlay's charts, images and values, and the systems that its own need then. */
export function overlaid(plan: Plan, overlay: string | undefined): Plan {
  const stack = withOverlay(plan.stack, plan.project, overlay);
  const systems = withNeeds(stack, plan.systems, Object.keys(plan.existing ?? {}));
  return { ...plan, stack, systems, images: imagesOf(stack, systems) };
}

function planFor(project: Project, suites: readonly Suite[], existing: Existing = {}): Plan {
  const stack = readStack(project);
  const needs = suites.flatMap((suite) => suite.needs);
  const systems = needs.length === 0 ? [] : withNeeds(stack, [GATEWAY, ...needs], Object.keys(existing));
  return { project, stack, suites, systems, existing, images: imagesOf(stack, systems) };
}
