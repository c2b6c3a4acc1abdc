import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EdgeVerdict } from '../model/edges.ts';
import { flakyLine } from '../model/flaky.ts';
import { closingLine, type Results } from '../model/results.ts';
import type { Reporter } from '../stream/reporter.ts';
import { roundMark } from '../model/record.ts';

const MARK: Record<EdgeVerdict['status'], string> = { passed: '✅', failed: '❌', blocked: '🚧', skipped: '⏭️', untested: '❔' };

/** summary.md, which GitHub shows as a job's summary. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'summary.md'), summaryOf(results)) };
}

/** The verdict for a person, in the Markdown that GitHub shows as a job summary. */
export function summaryOf(results: Results): string {
  const { run, verdict, because, counts, flaky, failure, edges, tests, notes, cleanup } = results;
  const failed = tests.filter(({ status }) => status === 'failed');
  const skipped = tests.filter(({ status }) => status === 'skipped');
  const sections = [
    `## Touchstone: ${verdict}\n\n${closingLine(counts)} · ${seconds(run.endedAt - run.startedAt)} · run \`${run.id}\``,
    because ?? '',
    failure ? `### ${failure.message}\n\n${failure.mend}\n\n${fenced(failure.evidence)}` : '',
    edges.length > 0 ? `| Edge | Verdict | Tests |\n| --- | --- | --- |\n${edges.map(edgeRow).join('\n')}` : '',
    flaky.length > 0 ? `### Flaky\n\n${flaky.map((each) => `- ${flakyLine(each)}`).join('\n')}` : '',
    ...failed.map(
      ({ suite, name, round, errors, reproduce }) =>
        `### ❌ ${suite} · ${name}${roundMark(round)}\n\n${fenced(errors)}\n\nReproduce: \`${reproduce ?? ''}\``,
    ),
    skipped.length > 0
      ? `### Skipped\n\n${skipped.map(({ suite, name, reason }) => `- ${suite} · ${name}: ${reason ?? ''}`).join('\n')}`
      : '',
    notes.length > 0 ? `### Notes\n\n${notes.map((note) => `- ${note}`).join('\n')}` : '',
    `Cleanup: ${cleanup.status}${cleanup.detail ? ` (${cleanup.detail})` : ''}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function edgeRow({ name, status, because, tests }: EdgeVerdict): string {
  return `| ${name} | ${MARK[status]} ${status}${because === undefined ? '' : `: ${because}`} | ${closingLine(tests)} |`;
}

function fenced(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\`\`\`\n${lines.join('\n').trimEnd()}\n\`\`\``;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
