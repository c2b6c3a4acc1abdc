import { UsageError } from '../base/failure.ts';
import type { Connection, Stack } from '../model/stack.ts';
import type { Ends, Threats, WrittenThreats } from './schema.ts';

/** Who connects to whom across an edge, and among the pods of a system; undefined for a flow that is neither. */
function connectionsOf(flow: string, { systems, edges }: Stack): readonly Connection[] | undefined {
  return edges[flow]?.connections ?? Object.entries(systems).find(([name]) => flow === innerFlowOf(name))?.[1].inner;
}

/** "kafka→kafka": what a system's pods say to each other. */
export function innerFlowOf(system: string): string {
  return `${system}→${system}`;
}

/**
 * The model with the ends of each flow: those of the stack's connections, where the flow has some.
 * @throws UsageError when a flow has no ends, or has them twice
 */
export function withEnds(threats: WrittenThreats, stack: Stack): Threats {
  const flows = Object.entries(threats.flows).map(([name, { ends: written, ...flow }]) => {
    const connections = connectionsOf(name, stack) ?? [];
    if ((written === undefined) === (connections.length === 0))
      throw new UsageError(
        written === undefined
          ? `blueprint/threats.yaml does not say between whom ${name} is, and blueprint/stack.yaml has no connections of that name`
          : `blueprint/threats.yaml says between whom ${name} is, which blueprint/stack.yaml says already: remove its ends`,
      );
    return [name, { ...flow, ...(written ?? endsOf(connections, threats)) }] as const;
  });
  return { ...threats, flows: Object.fromEntries(flows) };
}

/** All who connect, and all who listen: a flow's threats are the same for each of them. */
function endsOf(connections: readonly Connection[], { parties }: WrittenThreats): Ends {
  const to: Record<string, Ends['to'][string]> = {};
  for (const { servers, ports } of connections)
    for (const party of servers.flatMap(partiesOf))
      to[party] = [...new Set([...(to[party] ?? []), ...(ports === 'any' ? [ports] : ports)])];
  return { from: [...new Set(connections.flatMap(({ clients }) => clients.flatMap(partiesOf)))], to };

  /** A label that no party has is kept, to be named as lost. */
  function partiesOf(app: string): readonly string[] {
    const named = Object.keys(parties).filter((name) => parties[name]?.labels.app === app);
    return named.length > 0 ? named : [app];
  }
}
