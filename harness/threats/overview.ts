import { plain } from '../words/markdown.ts';
import { SEVERITIES, type Threats } from './schema.ts';
import { glossary, table } from './table.ts';

const STATES = ['held', 'untried', 'open'] as const;

/** How many threats of which severity are in which state, and the worst that are open. */
export function overviewOf({ threats }: Threats): string[] {
  const all = Object.entries(threats).flatMap(([name, threat]) => (threat.state === 'none' ? [] : [{ name, ...threat }]));
  const counts = SEVERITIES.map((severity) => {
    const ofIt = all.filter((one) => one.severity === severity);
    return [severity, ...STATES.map((state) => ofIt.filter((one) => one.state === state).length)];
  });
  const worst = all.filter(({ severity, state }) => severity === 'critical' && state === 'open');
  return [
    '## Where it stands',
    table(['severity', ...STATES], counts),
    'Critical, and open:',
    worst.map(({ name, threat }) => `- [${name}](#${name}): ${plain(threat)}`).join('\n'),
  ];
}

/** Who attacks, and who is within which boundary. */
export function castOf({ attackers, boundaries, parties }: Threats): string[] {
  const rows = Object.entries(parties).map(([name, { in: boundary, title, system, labels }]) => [
    name,
    plain(boundaries[boundary]?.title ?? boundary),
    plain(title ?? `Pods of the system ${system ?? ''}`),
    Object.entries(labels)
      .map(([label, value]) => `\`${label}=${value}\``)
      .join(' '),
  ]);
  return ['## Attackers', glossary(['who', 'is'], attackers), '## Parties', table(['party', 'within', 'is', 'labels of its pods'], rows)];
}
