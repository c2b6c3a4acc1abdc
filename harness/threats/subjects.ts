import { plain } from '../words/markdown.ts';
import { LETTERS, type Flow, type Threat, type Threats } from './schema.ts';
import { table } from './table.ts';

/** Each flow: who speaks to whom, and what can be done to it. */
export function flowsOf(threats: Threats): string[] {
  const sections = Object.entries(threats.flows).flatMap(([name, flow]) => [`### ${name}`, wayOf(flow, threats), answersTo(name, threats)]);
  return ['## Flows', ...sections];
}

/** Each asset: who keeps it, and what can be done to it. */
export function assetsOf(threats: Threats): string[] {
  const sections = Object.entries(threats.assets).flatMap(([name, { title, at }]) => [
    `### ${name}`,
    `${plain(title)}. Kept by ${at.join(', ')}.`,
    answersTo(name, threats),
  ]);
  return ['## Assets', ...sections];
}

function wayOf({ from, to, protocol, authentication, encryption }: Flow, threats: Threats): string {
  const servers = Object.entries(to).map(([name, ports]) => `${partyIn(threats, name)} ${ports.join(', ')}`);
  const clients = from.map((name) => partyIn(threats, name));
  return [
    `- from ${clients.join('; ')}`,
    `- to ${servers.join('; ')}`,
    `- ${plain(protocol)}; authentication: ${plain(authentication)}; encryption: ${plain(encryption)}`,
  ].join('\n');
}

/** "presto-worker (`app=presto` `role=worker`)" */
function partyIn({ parties }: Threats, name: string): string {
  const labels = Object.entries(parties[name]?.labels ?? {}).map(([label, value]) => `\`${label}=${value}\``);
  return labels.length === 0 ? name : `${name} (${labels.join(' ')})`;
}

/** What there is to each letter, in STRIDE's order. */
function answersTo(subject: string, { threats }: Threats): string {
  const there = Object.entries(threats).filter(([, { where }]) => where.includes(subject));
  const rows = there.sort(([, one], [, other]) => placeOf(one) - placeOf(other)).map(([name, threat]) => rowOf(name, threat));
  return table(['STRIDE', 'threat', 'by', 'severity', 'state'], rows);
}

function placeOf({ stride }: Threat): number {
  return LETTERS.findIndex((letter) => stride.startsWith(letter));
}

function rowOf(name: string, threat: Threat): string[] {
  const link = `[${threat.state}](#${name})`;
  if (threat.state === 'none') return [threat.stride, plain(threat.because), '', '', link];
  return [threat.stride, plain(threat.threat), threat.by.join(', '), threat.severity, link];
}
