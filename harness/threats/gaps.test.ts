import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY, projectAt } from '../base/project.ts';
import { readStack, stackSchema, systemNamed } from '../model/stack.ts';
import { gapsIn } from './gaps.ts';
import { readThreats } from './read.ts';
import type { Threats } from './schema.ts';

test('every system and edge of the stack is in the model, and each letter of each flow and asset is answered', () => {
  expect(gapsIn(readThreats(readStack(REPOSITORY)), readStack(REPOSITORY))).toEqual([]);
});

test('a system that somebody adds without saying what threatens it is named, and its edges', () => {
  const stack = readStack(projectAt(join(ROOT, 'examples', 'echo')));
  expect(gapsIn(readThreats(readStack(REPOSITORY)), stack)).toEqual(
    expect.arrayContaining(['the system echo has no party', 'the edge echo→minio is no flow']),
  );
});

/** Two systems, and an edge between them. */
const SYSTEM = { memory: 0, disk: 0, images: {} };
const STACK = stackSchema.parse({ systems: { a: SYSTEM, b: SYSTEM }, edges: { 'a→b': { from: 'a', to: 'b' } } });

const PARTY = { in: 'inside', labels: {}, unnamed: [] };
const NO_THREAT = { state: 'none', because: '', references: [] } as const;
const THREAT = { threat: '', by: ['stranger'], severity: 'low', state: 'open', because: '', references: ['CIS 1'] } as const;

/** A whole model of that stack. */
const WHOLE: Threats = {
  attackers: { stranger: '' },
  boundaries: { inside: { title: '' } },
  parties: { a: { ...PARTY, system: 'a' }, b: { ...PARTY, system: 'b' } },
  flows: { 'a→b': { from: ['a'], to: { b: [1] }, protocol: '', authentication: 'none', encryption: 'none' } },
  assets: { rows: { title: '', at: ['b'] } },
  references: { 'CIS 1': '' },
  threats: { one: { ...THREAT, where: ['a→b', 'rows'], stride: 'TID' }, two: { ...NO_THREAT, where: ['a→b'], stride: 'SRE' } },
};

/** What the model lacks when some of it is another. */
function gapsWith(changes: Partial<Threats>): string[] {
  return gapsIn({ ...WHOLE, ...changes }, STACK);
}

test('a whole model has no gap', () => {
  expect(gapsWith({})).toEqual([]);
});

test('what pods of one system say to each other is a flow', () => {
  const inner = [{ clients: ['b'], servers: ['b'], ports: [1] }];
  const systems = { ...STACK.systems, b: { ...systemNamed(STACK, 'b'), inner } };
  expect(gapsIn(WHOLE, { ...STACK, systems })).toEqual(['what b says within itself is no flow b→b']);
});

test('letters that nobody answers are named, of a flow and of an asset', () => {
  const threats = { one: { ...THREAT, where: ['a→b', 'rows'], stride: 'T' } };
  expect(gapsWith({ threats })).toEqual(['nobody says of a→b what there is to S, R, I, D, E', 'nobody says of rows what there is to I, D']);
});

test('an asset is not asked who did it', () => {
  const odd = { ...NO_THREAT, where: ['rows'], stride: 'R' };
  expect(gapsWith({ threats: { ...WHOLE.threats, odd } })).toEqual(['odd says R of rows: of assets T, I and D are asked']);
});

test.for<[string, Partial<Threats>]>([
  ['one speaks of stranger', { attackers: {} }],
  ['one speaks of CIS 1', { references: {} }],
  ['a speaks of inside', { boundaries: {} }],
  ['inside speaks of outside', { boundaries: { inside: { title: '', within: 'outside' } } }],
  ['c speaks of c', { parties: { ...WHOLE.parties, c: { ...PARTY, system: 'c' } } }],
  ['rows speaks of c', { assets: { rows: { title: '', at: ['c'] } } }],
  ['c speaks of c→b', { threats: { ...WHOLE.threats, c: { ...NO_THREAT, where: ['c→b'], stride: 'S' } } }],
  [
    'c→b speaks of c',
    { flows: { ...WHOLE.flows, 'c→b': { from: ['c'], to: { b: [1] }, protocol: '', authentication: '', encryption: '' } } },
  ],
])('a name that leads nowhere is named: %s', ([words, changes]) => {
  expect(gapsWith(changes)).toContain(`${words}, which there is not`);
});
