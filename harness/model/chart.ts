import { dirname } from 'node:path';
import { UsageError } from '../base/failure.ts';
import { firstOf, type Project } from '../base/project.ts';

/** The folder of a system's chart: the project's before this repository's. @throws UsageError when there is none */
export function chartOf(project: Project, system: string): string {
  const file = firstOf(project, 'charts', system, 'Chart.yaml');
  if (file === undefined) throw new UsageError(`the system ${system} has no chart: there is no charts/${system}/Chart.yaml`);
  return dirname(file);
}
