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
  /** Whether that is on a cluster of machines whose volumes are folders of an NFS server: npm run prove:nfs. */
  readonly onNfs?: true;
}

/** Rounds on the standing stack, in their order. */
const STANDING = ['sent', 'whileDown', 'installed', 'installedApart', 'objectsLost'] as const;

/** The faults of all suites, by round. */
export async function loadFaults(): Promise<Round[]> {
  const bySuite = await Promise.all(
    suiteNames(REPOSITORY)
      .filter((name) => existsSync(join(ROOT, 'suites', name, 'faults.ts')))
      .map(async (name) => ((await import(pathToFileURL(join(ROOT, 'suites', name, 'faults.ts')).href)) as { faults: Faults }).faults),
  );
  const of = (round: keyof Faults): Fault[] => bySuite.flatMap((faults) => faults[round] ?? []);
  const ruinous = [of('ruinous'), ...of('ruinousAlone').map((fault) => [fault])];
  return [
    ...STANDING.map((round) => ({ faults: of(round), flags: [] })),
    { faults: of('secured'), flags: ['--overlay', 'secure'] },
    ...ruinous.map((faults) => ({ faults, flags: ['--fresh'] })),
    { faults: of('onNfs'), flags: ['--overlay', 'storage-nfs'], onNfs: true },
    { faults: of('onDisks'), flags: ['--fresh', '--overlay', 'storage-local'] },
  ];
}
