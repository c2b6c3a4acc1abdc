import { dirname } from 'node:path';
import { UsageError } from '../base/failure.ts';
import { firstOf, type Project } from '../base/project.ts';
import { systemNamed, type Stack } from './stack.ts';

/** The folder of a system's chart, which has the system's name unless the stack says another: the project's before this repository's. @throws UsageError when there is none */
export function chartOf(project: Project, stack: Stack, system: string): string {
  const { chart = system } = systemNamed(stack, system);
  const file = firstOf(project, 'charts', chart, 'Chart.yaml');
  if (file === undefined) throw new UsageError(`the system ${system} has no chart: there is no charts/${chart}/Chart.yaml`);
  return dirname(file);
}
