import type { StackPart } from './stack.ts';

/**
 * The edges that a run can tell nothing of, each with the reason: one end is a system that is there already, and the other is within it, or is none that
 * the run knows. What it does by way of that system's clients proves nothing of what stands behind it; a Kafka may keep its metadata anywhere.
 */
export function unseenEdges({ stack, existing = {} }: Pick<StackPart, 'stack' | 'existing'>): Readonly<Record<string, string>> {
  const unseen = Object.entries(stack.edges).filter(([, { from, to }]) => from in existing && (from === to || !(to in existing)));
  return Object.fromEntries(
    unseen.map(([name, { from, to }]) => [
      name,
      from === to
        ? `${from} is there already, and what it is made of is not for a test to look into`
        : `${from} is there already, and the file of --existing does not name the ${to} that it works with`,
    ]),
  );
}
