import type { Stack } from '../model/stack.ts';
import { innerFlowOf } from './ends.ts';
import { lostNames } from './lost-names.ts';
import { LETTERS, type Letter, type Threats } from './schema.ts';

/** What can be done to what is kept; who did it, or who says to be whom, is asked of the flows that lead there. */
const OF_ASSETS: readonly Letter[] = ['T', 'I', 'D'];

/** Everything that a threat model leaves out of a stack, or names and has not, in sentences. None: the model is whole. */
export function gapsIn(threats: Threats, stack: Stack): string[] {
  return [...missingFrom(threats, stack), ...lostNames(threats, stack), ...unansweredIn(threats)];
}

/** Systems of the stack, edges, and connections within systems, that the model does not know. */
function missingFrom({ parties, flows }: Threats, stack: Stack): string[] {
  const modelled = new Set(Object.values(parties).map(({ system }) => system));
  return [
    ...Object.keys(stack.systems).flatMap((name) => (modelled.has(name) ? [] : [`the system ${name} has no party`])),
    ...Object.entries(stack.edges).flatMap(([name, edge]) => (name in flows || isToVolume(edge) ? [] : [`the edge ${name} is no flow`])),
    ...Object.entries(stack.systems).flatMap(([name, { inner }]) =>
      inner.length === 0 || innerFlowOf(name) in flows ? [] : [`what ${name} says within itself is no flow ${innerFlowOf(name)}`],
    ),
  ];
}

/** Nobody sends anything across the edge from a system to its own volume: what lies there is asked about as an asset. */
function isToVolume({ from, to, connections }: Stack['edges'][string]): boolean {
  return from === to && connections.length === 0;
}

/** Flows and assets of which a letter is answered by no threat, and threats with a letter that is not asked of an asset. */
function unansweredIn({ flows, assets, threats }: Threats): string[] {
  const answered = new Set(
    Object.values(threats).flatMap(({ where, stride }) => where.flatMap((name) => Array.from(stride, (letter) => `${name} ${letter}`))),
  );
  const unanswered = (name: string, letters: readonly Letter[]): string[] => {
    const open = letters.filter((letter) => !answered.has(`${name} ${letter}`));
    return open.length === 0 ? [] : [`nobody says of ${name} what there is to ${open.join(', ')}`];
  };
  return [
    ...Object.keys(flows).flatMap((name) => unanswered(name, LETTERS)),
    ...Object.keys(assets).flatMap((name) => unanswered(name, OF_ASSETS)),
    ...Object.entries(threats).flatMap(([name, { where, stride }]) => {
      const [asset] = where.filter((one) => one in assets);
      const letter = Array.from(stride).find((one) => !OF_ASSETS.some((of) => of === one));
      return asset === undefined || letter === undefined ? [] : [`${name} says ${letter} of ${asset}: of assets T, I and D are asked`];
    }),
  ];
}
