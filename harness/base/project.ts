import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { UsageError } from './failure.ts';
import { ROOT, asTyped } from './paths.ts';
import { quote } from './quote.ts';

/** What a run works on: this repository, and before it the folder of somebody who adds suites, systems and images of their own. */
export interface Project {
  /** Absolute folders, in the order in which they are looked through; the last one is this repository. */
  readonly roots: readonly string[];
}

/** This repository alone. */
export const REPOSITORY: Project = { roots: [ROOT] };

/** The environment variable that tells vitest's processes which folder it is. */
const VARIABLE = 'TOUCHSTONE_PROJECT';

/** The project in a folder, this repository where none is named. @throws UsageError for a folder that is none */
export function projectAt(folder: string | undefined): Project {
  if (folder === undefined) return REPOSITORY;
  if (!existsSync(folder)) throw new UsageError(`there is no project at ${folder}`);
  const root = realpathSync(folder);
  if (root === ROOT) return REPOSITORY;
  if (!existsSync(join(root, 'suites')) && !existsSync(join(root, 'blueprint', 'stack.yaml')))
    throw new UsageError(`${folder} is no project: it has neither suites/ nor blueprint/stack.yaml`);
  return { roots: [root, ROOT] };
}

/** The flags that name the project again. */
export function projectFlags({ roots: [first = ROOT] }: Project): string[] {
  return first === ROOT ? [] : [`--project ${quote(asTyped(first))}`];
}

/**
 * The project whose tests this process runs. All else is handed its project; vitest reads its configuration in the one process and test files in
 * others, and hands down to both nothing that is there when tests are collected but the environment.
 */
export function projectOfTests(): Project {
  return projectAt(process.env[VARIABLE]);
}

/** Has vitest's processes, which inherit the environment of this one, run a project's tests. */
export function runTestsOf({ roots: [first = ROOT] }: Project): void {
  process.env[VARIABLE] = first;
}

/** The project's folders that have a path, in the order in which they are looked through. */
export function rootsWith({ roots }: Project, ...path: readonly string[]): string[] {
  return roots.filter((root) => existsSync(join(root, ...path)));
}

/** A path where the project first has it; undefined where it has it nowhere. */
export function firstOf(project: Project, ...path: readonly string[]): string | undefined {
  const [root] = rootsWith(project, ...path);
  return root === undefined ? undefined : join(root, ...path);
}

/** A file's path from the one of the project's folders that it lies in, the innermost where they lie in each other. */
export function pathIn({ roots }: Project, file: string): string {
  const around = roots.filter((root) => file.startsWith(`${root}${sep}`)).sort((a, b) => b.length - a.length);
  return relative(around[0] ?? ROOT, file);
}
