import { EXIT } from '../base/failure.ts';
import { makePlan } from '../plan.ts';
import { clusterSuiteNames } from '../model/suite.ts';

/** `touchstone suites`: each suite that runs on a cluster, what it proves, and the systems that are installed for it. */
export async function printSuites(): Promise<number> {
  for (const name of clusterSuiteNames()) {
    const { suites, systems } = await makePlan([name]);
    for (const { title } of suites) process.stdout.write(`${name.padEnd(18)} ${title}\n${''.padEnd(18)} on ${systems.join(', ')}\n`);
  }
  return EXIT.passed;
}
