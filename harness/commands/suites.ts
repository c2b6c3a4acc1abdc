import { EXIT } from '../base/failure.ts';
import { suiteNames } from '../model/suite.ts';
import { makePlan } from '../model/plan.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';

/** `touchstone suites`: each suite, what it proves, and the systems that are installed for it. */
export async function printSuites(options: OptionsFor<'suites'>): Promise<number> {
  const project = openProject(options.project);
  for (const name of suiteNames(project)) {
    const { suites, systems } = await makePlan(project, [name]);
    const place = systems.length === 0 ? 'no cluster' : systems.join(', ');
    for (const { title, onlyWhenNamed, longFiles = [] } of suites) {
      const what = onlyWhenNamed === true ? '; only when it is named' : longFiles.map((file) => `; ${file} only when it is named`).join('');
      process.stdout.write(`${name.padEnd(18)} ${title}\n${''.padEnd(18)} on ${place}${what}\n`);
    }
  }
  return EXIT.passed;
}
