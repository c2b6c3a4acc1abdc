import { EXIT } from '../base/failure.ts';
import { suiteNames } from '../model/suite.ts';
import { makePlan } from '../model/plan.ts';

/** `touchstone suites`: each suite, what it proves, and the systems that are installed for it. */
export async function printSuites(): Promise<number> {
  for (const name of suiteNames()) {
    const { suites, systems } = await makePlan([name]);
    const place = systems.length === 0 ? 'no cluster' : systems.join(', ');
    for (const { title } of suites) process.stdout.write(`${name.padEnd(18)} ${title}\n${''.padEnd(18)} on ${place}\n`);
  }
  return EXIT.passed;
}
