import { plain } from '../words/markdown.ts';
import type { Threat, Threats } from './schema.ts';
import { glossary } from './table.ts';

/** Each threat under its name: where it is, what holds it or why nothing does, and who asks for that. */
export function answersOf({ threats, references }: Threats): string[] {
  return [
    '## Threats',
    ...Object.entries(threats).flatMap(([name, threat]) => [`### ${name}`, answerTo(threat)]),
    '## References',
    glossary(['short', 'is'], references),
  ];
}

function answerTo(threat: Threat): string {
  const { where, stride, state, because, references } = threat;
  return [
    ...(threat.state === 'none' ? [] : [`${plain(threat.threat)}.`]),
    '',
    `- ${threat.state === 'none' ? 'none' : `${threat.severity}, ${state}; by ${threat.by.join(', ')}`}`,
    `- ${Array.from(stride).join(', ')} of ${where.join(', ')}`,
    ...(because === undefined ? [] : [`- ${plain(because)}`]),
    ...(threat.state === 'none' || threat.instead === undefined ? [] : [`- meanwhile: ${plain(threat.instead)}`]),
    ...(threat.state === 'held' ? namesOf(threat.tests).map((link) => `- held by ${link}`) : []),
    ...(threat.state === 'open' ? namesOf(threat.tests ?? {}).map((link) => `- gone through by ${link}`) : []),
    ...(references.length === 0 ? [] : [`- ${references.join(', ')}`]),
  ].join('\n');
}

/** Links from a page in docs/. */
function namesOf(tests: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(tests).flatMap(([file, names]) => names.map((name) => `[${plain(name)}](../${file})`));
}
