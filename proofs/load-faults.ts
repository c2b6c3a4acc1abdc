import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../harness/base/paths.ts';
import { clusterSuiteNames } from '../harness/model/suite.ts';
import type { Fault, Faults } from './fault.ts';

const ROUNDS = ['sent', 'whileDown', 'installed', 'installedApart', 'objectsLost'] as const;

/** The faults of all suites, by round. */
export async function loadFaults(): Promise<Fault[][]> {
  const bySuite = await Promise.all(
    clusterSuiteNames().map(
      async (name) => ((await import(pathToFileURL(join(ROOT, 'suites', name, 'faults.ts')).href)) as { faults: Faults }).faults,
    ),
  );
  return ROUNDS.map((round) => bySuite.flatMap((faults) => faults[round] ?? []));
}
