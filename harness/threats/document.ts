import { answersOf } from './answers.ts';
import { diagramOf } from './diagram.ts';
import { castOf, overviewOf } from './overview.ts';
import type { Threats } from './schema.ts';
import { assetsOf, flowsOf } from './subjects.ts';

/** The threat model for a person, in Markdown, for a page in docs/. */
export function documentOf(threats: Threats): string {
  return [
    ...overviewOf(threats),
    '## Diagram',
    `\`\`\`mermaid\n${diagramOf(threats)}\n\`\`\``,
    ...castOf(threats),
    ...flowsOf(threats),
    ...assetsOf(threats),
    ...answersOf(threats),
  ].join('\n\n');
}
