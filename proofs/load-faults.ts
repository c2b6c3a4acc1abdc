import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY, ROOT, suiteNames } from '../harness/index.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults that are there together. */
export interface Round {
  readonly faults: readonly Fault[];
  /** The flags of the run that must see them. */
  readonly flags: readonly string[];
}

/** The rounds in their order, and the flags of each one's run. */
const ROUNDS: readonly (readonly [keyof Faults, ...string[]])[] = [
  ['sent'],
  ['whileDown'],
  ['installed'],
  ['installedApart'],
  ['objectsLost'],
  ['ruinous', '--fresh'],
  ['ruinousApart', '--fresh'],
];

/** The faults of all suites, by round. */
export async function loadFaults(): Promise<Round[]> {
  const bySuite = await Promise.all(
    suiteNames(REPOSITORY)
      .filter((name) => existsSync(join(ROOT, 'suites', name, 'faults.ts')))
      .map(async (name) => ((await import(pathToFileURL(join(ROOT, 'suites', name, 'faults.ts')).href)) as { faults: Faults }).faults),
  );
  return ROUNDS.map(([round, ...flags]) => ({ faults: bySuite.flatMap((faults) => faults[round] ?? []), flags }));
}
