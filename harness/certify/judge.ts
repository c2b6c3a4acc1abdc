import type { Profile } from '../model/profile.ts';
import type { TestRecord } from '../model/record.ts';
import type { Results } from '../model/results.ts';

/** What keeps a run from certifying a profile, each in a sentence; nothing where it does. */
export function shortfalls(profile: Profile, { verdict, edges, tests }: Pick<Results, 'verdict' | 'edges' | 'tests'>): string[] {
  const wanted = Object.entries(profile.tests).flatMap(([file, names]) => names.map((name) => ({ file, name })));
  const ran = new Map(wanted.map(({ file, name }) => [keyOf({ file, name }), [] as TestRecord[]]));
  const foreign = tests.filter((record) => !ran.has(keyOf(record)));
  for (const record of tests) ran.get(keyOf(record))?.push(record);
  return [
    ...(verdict === 'passed' ? [] : [`the run’s verdict is: ${verdict}`]),
    ...wanted.filter((test) => ran.get(keyOf(test))?.length === 0).map(({ file, name }) => `did not run: ${file} · ${name}`),
    ...foreign.map(({ file, name }) => `is not of the profile: ${file} · ${name}`),
    ...[...ran.values()].flat().flatMap((record) => shortfallOf(record, profile)),
    ...profile.edges.flatMap((edge) => shortfallAt(edge, edges, tests)),
  ];
}

function keyOf({ file, name }: Pick<TestRecord, 'file' | 'name'>): string {
  return `${file} ${name}`;
}

function shortfallOf({ file, name, status, reason }: TestRecord, { skips }: Profile): string[] {
  if (status === 'passed') return [];
  if (status === 'failed') return [`failed: ${file} · ${name}`];
  if (skips.some((granted) => granted.file === file && granted.reason === reason)) return [];
  return [`skipped, which the profile does not grant: ${file} · ${name}: ${reason ?? 'for no reason'}`];
}

/** The map must say that the edge passed, and a test must be there that it says so by. */
function shortfallAt(name: string, edges: Results['edges'], tests: readonly TestRecord[]): string[] {
  const verdict = edges.find((edge) => edge.name === name);
  if (verdict?.status !== 'passed')
    return [`the edge ${name} is ${verdict?.status ?? 'untested'}${verdict?.because === undefined ? '' : `: ${verdict.because}`}`];
  const isProven = tests.some((test) => test.status === 'passed' && test.edges[0] === name);
  return isProven ? [] : [`the edge ${name} is said to have passed, and no test that proves it has`];
}
