import type { Flow, Threats } from './schema.ts';

/**
 * The flows as a diagram in Mermaid's language: a box for each boundary, and in it one for each system of several parties. Arrows are dotted where
 * whoever calls is believed. What parties of one system say to each other is left out, unless one of them calls one other.
 */
export function diagramOf(threats: Threats): string {
  const outermost = Object.keys(threats.boundaries).filter((name) => threats.boundaries[name]?.within === undefined);
  return [
    'flowchart LR',
    ...outermost.flatMap((name) => boundary(name, threats)),
    ...Object.values(threats.flows).flatMap((flow) => arrowsOf(flow, threats)),
  ].join('\n');
}

function boundary(name: string, threats: Threats): string[] {
  const { boundaries, parties } = threats;
  const inside = Object.keys(parties).filter((party) => parties[party]?.in === name);
  const nodes = [...bySystem(inside, threats)].flatMap(([system, names]) => {
    const each = names.map((party) => `${party}["${parties[party]?.title ?? party}"]`);
    return each.length === 1 ? each : box(boxOf(system), system, each);
  });
  const inner = Object.keys(boundaries).filter((one) => boundaries[one]?.within === name);
  return box(name, boundaries[name]?.title ?? name, [...nodes, ...inner.flatMap((one) => boundary(one, threats))]);
}

function box(id: string, title: string, lines: readonly string[]): string[] {
  return [`subgraph ${id}["${title}"]`, ...lines.map((line) => `  ${line}`), 'end'];
}

function arrowsOf({ from, to, protocol, authentication }: Flow, threats: Threats): string[] {
  const line = authentication === 'none' ? '-.->' : '-->';
  const ends = [...bySystem(Object.keys(to), threats)].map(([system, names]) => ({
    end: endOf(system, names),
    label: [protocol, ...new Set(names.flatMap((name) => to[name]?.filter((port) => port !== 'any') ?? []))].join(' '),
    box: boxOf(system),
  }));
  const starts = [...bySystem(from, threats)].map(([system, names]) => ({ start: endOf(system, names), around: boxOf(system) }));
  return starts.flatMap(({ start, around }) =>
    ends.flatMap(({ end, label, box }) => {
      const staysInside = around === box && (start === end || [start, end].includes(box)); // Mermaid draws no arrow from a box to what is in it
      return staysInside ? [] : [`${start} ${line}|"${label}"| ${end}`];
    }),
  );
}

/** Parties by their system; what has none stands for itself. */
function bySystem(names: readonly string[], { parties }: Threats): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const system = parties[name]?.system ?? name;
    groups.set(system, [...(groups.get(system) ?? []), name]);
  }
  return groups;
}

/** Where an arrow ends: at the one party, or at the box of its system. */
function endOf(system: string, [first = system, ...others]: readonly string[]): string {
  return others.length === 0 ? first : boxOf(system);
}

function boxOf(system: string): string {
  return `${system}-system`;
}
