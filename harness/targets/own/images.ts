import { GroundFailure } from '../../base/failure.ts';
import type { Candidate, ImageWishes } from './candidates.ts';
import type { NodeAnswer } from './ask-nodes.ts';

/** What nodes say of images: askNodes, on a cluster. */
export type Ask = (candidates: readonly Candidate[]) => Promise<readonly NodeAnswer[]>;

/**
 * The reference by which every node has each image: the first of its candidates that none of them lacks. They are asked for the best of each image
 * first, and for the next ones only of images that this settled nothing for.
 * @throws GroundFailure that names all images that some node can have in no way, each with the node and its cause
 */
export async function referencesOnNodes(
  wanted: readonly (readonly Candidate[])[],
  ask: Ask,
  wishes: ImageWishes,
): Promise<ReadonlyMap<string, string>> {
  const references = new Map<string, string>();
  const refusals: NodeAnswer[] = [];
  const longest = Math.max(0, ...wanted.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn += 1) {
    const asked = wanted.flatMap((candidates) => candidates[turn] ?? []).filter(({ name }) => !references.has(name));
    if (asked.length === 0) continue;
    const lacking = (await ask(asked)).filter(({ answer }) => !answer.there);
    refusals.push(...lacking);
    const there = asked.filter((candidate) => !lacking.some((refusal) => refusal.candidate === candidate));
    there.forEach(({ name, reference }) => references.set(name, reference));
  }
  const missing = [...new Set(refusals.map(({ candidate }) => candidate.name))].filter((name) => !references.has(name));
  if (missing.length > 0) throw notOnNodes(missing, refusals, wishes);
  return references;
}

function notOnNodes(missing: readonly string[], refusals: readonly NodeAnswer[], { registry }: ImageWishes): GroundFailure {
  const [place, how, named] =
    registry === undefined
      ? ['HOST/PREFIX', 'Put all into a registry that the nodes reach, of this --suite and --overlay', '']
      : [registry, 'Push what is missing from a host of the nodes’ architecture', `${missing.join(' ')} `];
  return new GroundFailure(
    `${missing.length} image${missing.length === 1 ? '' : 's'} cannot be had on every node: ${missing.join(', ')}`,
    `${how}: touchstone images push ${named}--registry ${place}, and run with --registry ${place}. One image alone: --image NAME=REFERENCE.`,
    refusals.flatMap((refusal) => (missing.includes(refusal.candidate.name) ? describe(refusal) : [])),
  );
}

/** "kafka: docker.io/apache/kafka:3.9.1 on node-1: gone: manifest unknown" */
function describe({ candidate: { name, reference }, node, answer }: NodeAnswer): string[] {
  return answer.there ? [] : [`${name}: ${reference} on ${node}: ${answer.problem}: ${answer.said}`];
}
