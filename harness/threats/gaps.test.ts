import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY, projectAt } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { gapsIn } from './gaps.ts';
import { readThreats, type Threats } from './schema.ts';

const THREATS = readThreats();
const STACK = readStack(REPOSITORY);

/** What the model lacks when some of it is another. */
function gapsWith(changes: Partial<Threats>): string[] {
  return gapsIn({ ...THREATS, ...changes }, STACK);
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
}

test('every system and edge of the stack is in the model, and each letter of each flow and asset is answered', () => {
  expect(gapsIn(THREATS, STACK)).toEqual([]);
});

test('a system that somebody adds without saying what threatens it is named, and its edges', () => {
  const stack = readStack(projectAt(join(ROOT, 'examples', 'echo')));
  expect(gapsIn(THREATS, stack)).toEqual(['the system echo has no party', 'the edge echo→minio is no flow']);
});

test('an edge whose flow leads elsewhere is named', () => {
  const flow = THREATS.flows['presto→minio'];
  if (flow === undefined) throw new Error('the model has no flow presto→minio');
  expect(gapsWith({ flows: { ...THREATS.flows, 'presto→minio': { ...flow, to: { kafka: [9092] } } } })).toEqual([
    'the flow presto→minio is not from presto to minio, as the edge is',
  ]);
});

test('letters that nobody answers are named', () => {
  const threats = without(THREATS.threats, 'database-asks-for-a-password');
  expect(gapsWith({ threats })).toEqual(['nobody says of metastore→postgresql what there is to S']);
});

test('a name that leads nowhere is named, wherever it stands', () => {
  const attackers = without(THREATS.attackers, 'stranger');
  expect(gapsWith({ attackers })).toContain('nobody-knows-who speaks of stranger, which there is not');
  const references = without(THREATS.references, 'CIS 3.2.1');
  expect(gapsWith({ references })).toEqual(['forward-is-not-written-down speaks of CIS 3.2.1, which there is not']);
  const parties = without(THREATS.parties, 'internet');
  expect(gapsWith({ parties })).toEqual(['pods→internet speaks of internet, which there is not']);
});

test('an asset is not asked who did it', () => {
  const threat = { where: ['lake'], stride: 'R', state: 'none', because: '', references: [] } as const;
  expect(gapsWith({ threats: { ...THREATS.threats, odd: threat } })).toEqual(['odd says R of lake: of assets T, I and D are asked']);
});
