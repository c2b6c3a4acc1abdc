import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY, ROOT, suiteNames } from '../harness/index.ts';
import type { Fault, Faults } from './fault.ts';

const ROUNDS = ['sent', 'whileDown', 'installed', 'installedApart', 'volumes', 'volumesApart', 'objectsLost'] as const;

/** The faults of all suites, by round. */
export async function loadFaults(): Promise<Fault[][]> {
  const bySuite = await Promise.all(
    suiteNames(REPOSITORY)
      .filter((name) => existsSync(join(ROOT, 'suites', name, 'faults.ts')))
      .map(async (name) => ((await import(pathToFileURL(join(ROOT, 'suites', name, 'faults.ts')).href)) as { faults: Faults }).faults),
  );
  return ROUNDS.map((round) => bySuite.flatMap((faults) => faults[round] ?? []));
}
