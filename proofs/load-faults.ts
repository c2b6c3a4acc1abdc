import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../harness/paths.ts';
import { clusterSuiteNames } from '../harness/suite.ts';
import type { Faults } from './fault.ts';

/** The faults of every suite that runs on a cluster. */
export function loadFaults(): Promise<Faults[]> {
  return Promise.all(
    clusterSuiteNames().map(
      async (name) => ((await import(pathToFileURL(join(ROOT, 'suites', name, 'faults.ts')).href)) as { faults: Faults }).faults,
    ),
  );
}
