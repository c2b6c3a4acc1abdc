import { expect, test } from 'vitest';
import type { NodeAnswer } from './ask-nodes.ts';
import type { Candidate } from './candidates.ts';
import { referencesOnNodes } from './images.ts';

function candidate(name: string, reference: string): Candidate {
  return { name, reference, pulled: true };
}

/** Nodes that have some references, and say that the others are gone. */
function nodesWith(there: Readonly<Record<string, readonly string[]>>, asked: string[] = []) {
  return (candidates: readonly Candidate[]): Promise<NodeAnswer[]> => {
    asked.push(candidates.map(({ reference }) => reference).join(' '));
    return Promise.resolve(
      Object.entries(there).flatMap(([node, references]) =>
        candidates.map((each): NodeAnswer => ({
          candidate: each,
          node,
          answer: references.includes(each.reference) ? { there: true } : { there: false, problem: 'gone', said: 'manifest unknown' },
        })),
      ),
    );
  };
}

const KAFKA = [candidate('kafka', 'built/kafka'), candidate('kafka', 'public/kafka')];
const HBASE = [candidate('hbase', 'built/hbase')];

test('an image is taken as every node has it, and what is settled is not asked for again', async () => {
  const asked: string[] = [];
  const nodes = nodesWith({ one: ['built/kafka', 'public/kafka', 'built/hbase'], two: ['public/kafka', 'built/hbase'] }, asked);
  expect(await referencesOnNodes([KAFKA, HBASE], nodes, { replaced: new Map() })).toEqual(
    new Map([
      ['hbase', 'built/hbase'],
      ['kafka', 'public/kafka'],
    ]),
  );
  expect(asked).toEqual(['built/kafka built/hbase', 'public/kafka']);
});

test('all images that some node cannot have are named, each with the node and its cause', async () => {
  const nodes = nodesWith({ one: ['built/hbase', 'built/kafka'], two: ['built/kafka'] });
  await expect(
    referencesOnNodes([KAFKA, HBASE], nodes, { registry: 'registry.example.com/lab', replaced: new Map() }),
  ).rejects.toMatchObject({
    message: '1 image cannot be had on every node: hbase',
    mend: expect.stringContaining('touchstone images push hbase --registry registry.example.com/lab') as string,
    evidence: ['hbase: built/hbase on two: gone: manifest unknown'],
  });
});
