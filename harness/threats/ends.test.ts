import { expect, test } from 'vitest';
import { stackSchema } from '../model/stack.ts';
import { withEnds } from './ends.ts';
import { threatsSchema, type Threats } from './schema.ts';

const SYSTEM = { memory: 0, disk: 0, images: {} };
const STACK = stackSchema.parse({
  systems: { hdfs: { ...SYSTEM, inner: [{ clients: ['node'], servers: ['node'], ports: [1] }] }, presto: SYSTEM },
  edges: {
    'presto→hdfs': {
      from: 'presto',
      to: 'hdfs',
      connections: [
        { clients: ['presto'], servers: ['name', 'node'], ports: [2, 3] },
        { clients: ['presto', 'new'], servers: ['node'], ports: [3, 4] },
        { clients: ['presto'], servers: ['name'], ports: 'any' },
      ],
    },
  },
});

/** What is made of flows of that stack. */
function flowsWith(flows: object): Threats['flows'] {
  const party = (app: string): object => ({ in: 'inside', labels: { app } });
  const parties = { coordinator: party('presto'), worker: party('presto'), name: party('name'), node: party('node') };
  return withEnds(threatsSchema.parse({ attackers: {}, boundaries: {}, parties, flows, assets: {}, references: {}, threats: {} }), STACK)
    .flows;
}

const FLOW = { protocol: 'TCP' };
const ENDS = { from: ['worker'], to: { name: [5] } };

test('who speaks to whom is what the stack says, of an edge and within a system, and what the model says of all else', () => {
  expect(flowsWith({ 'presto→hdfs': FLOW, 'hdfs→hdfs': FLOW, odd: { ...FLOW, ends: ENDS } })).toMatchObject({
    'presto→hdfs': { from: ['coordinator', 'worker', 'new'], to: { name: [2, 3, 'any'], node: [2, 3, 4] } },
    'hdfs→hdfs': { from: ['node'], to: { node: [1] } },
    odd: ENDS,
  });
});

test('what is said twice, or by nobody, is named', () => {
  expect(() => flowsWith({ 'presto→hdfs': { ...FLOW, ends: ENDS } })).toThrow(
    'says between whom presto→hdfs is, which blueprint/stack.yaml says',
  );
  for (const flow of ['odd', 'presto→presto']) expect(() => flowsWith({ [flow]: FLOW })).toThrow(`does not say between whom ${flow} is`);
});
