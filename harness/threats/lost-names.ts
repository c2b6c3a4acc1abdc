import type { Stack } from '../model/stack.ts';
import type { Threats } from './schema.ts';

/** "plain-text speaks of a→b, which there is not": names in a threat model that lead nowhere. */
export function lostNames({ attackers, boundaries, parties, flows, assets, references, threats }: Threats, { systems }: Stack): string[] {
  const lost = Object.entries(boundaries).flatMap(([name, { within = name }]) => lostOf(name, [within], boundaries));
  for (const [name, { in: boundary, system }] of Object.entries(parties))
    lost.push(...lostOf(name, [boundary], boundaries), ...lostOf(name, system === undefined ? [] : [system], systems));
  for (const [name, { from, to }] of Object.entries(flows))
    lost.push(...lostOf(name, from, { ...parties, ...boundaries }), ...lostOf(name, Object.keys(to), parties));
  for (const [name, { at }] of Object.entries(assets)) lost.push(...lostOf(name, at, parties));
  for (const [name, threat] of Object.entries(threats)) {
    lost.push(...lostOf(name, threat.where, { ...flows, ...assets }), ...lostOf(name, threat.references, references));
    if (threat.state !== 'none') lost.push(...lostOf(name, threat.by, attackers));
  }
  return lost;
}

function lostOf(speaker: string, names: readonly string[], known: Readonly<Record<string, unknown>>): string[] {
  return names.filter((name) => !(name in known)).map((name) => `${speaker} speaks of ${name}, which there is not`);
}
