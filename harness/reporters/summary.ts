import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { doorsLine, type DoorVerdict } from '../model/doors.ts';
import type { EdgeVerdict } from '../model/edges.ts';
import { flakyLine } from '../model/flaky.ts';
import { roundMark } from '../model/record.ts';
import { closingLine, type Results } from '../model/results.ts';
import type { Reporter } from '../stream/reporter.ts';
import { code, fenced, plain } from '../words/markdown.ts';

const DOOR_MARK: Record<DoorVerdict['status'], string> = { closed: '🔒', open: '🔓', 'not enforceable here': '⏭️' };
const MARK: Record<EdgeVerdict['status'], string> = { passed: '✅', failed: '❌', blocked: '🚧', skipped: '⏭️', untested: '❔' };

/** Bytes that failures, skipped tests and notes may each take: GitHub shows no job summary of more than 1 MiB. */
const ROOM = { failed: 500_000, doors: 100_000, skipped: 100_000, notes: 100_000 };

/** summary.md, which GitHub shows as a job's summary. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'summary.md'), summaryOf(results)) };
}

/** The verdict for a person, in Markdown. */
export function summaryOf(results: Results): string {
  const { run, verdict, because, counts, flaky, failure, edges, doors, tests, notes, cleanup } = results;
  const failed = tests.filter(({ status }) => status === 'failed').map(failedSection);
  const skipped = tests.filter(({ status }) => status === 'skipped');
  const sections = [
    `## Touchstone: ${verdict}\n\n${closingLine(counts)} · ${seconds(run.endedAt - run.startedAt)} · run \`${run.id}\``,
    because ?? '',
    failure ? `### ${plain(failure.message)}\n\n${failure.mend}\n\n${fenced(failure.evidence)}` : '',
    edges.length > 0 ? `| Edge | Verdict | Tests |\n| --- | --- | --- |\n${edges.map(edgeRow).join('\n')}` : '',
    doorsSection(doors),
    list('Flaky', ROOM.notes, flaky.map(flakyLine)),
    ...within(ROOM.failed, failed, (more) => `${more} more failed; results.json has them all.`),
    list(
      'Skipped',
      ROOM.skipped,
      skipped.map(({ suite, name, reason }) => `${suite} · ${name}: ${reason ?? ''}`),
    ),
    list('Notes', ROOM.notes, notes),
    `Cleanup: ${cleanup.status}${cleanup.detail ? ` (${plain(cleanup.detail)})` : ''}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function failedSection({ suite, name, round, errors, reproduce }: Results['tests'][number]): string {
  return `### ❌ ${plain(`${suite} · ${name}${roundMark(round)}`)}\n\n${fenced(errors)}\n\nReproduce: ${code(reproduce ?? '')}`;
}

function edgeRow({ name, status, because, tests }: EdgeVerdict): string {
  return `| ${name} | ${MARK[status]} ${status}${because === undefined ? '' : `: ${plain(because)}`} | ${closingLine(tests)} |`;
}

/** The second map: those that are not closed first. */
function doorsSection(doors: readonly DoorVerdict[]): string {
  const line = doorsLine(doors);
  if (line === undefined) return '';
  const rows = [...doors.filter(({ status }) => status !== 'closed'), ...doors.filter(({ status }) => status === 'closed')].map(doorRow);
  const table = within(ROOM.doors, rows, (more) => `| ${more} more | results.json has them all | | |`);
  return `### ${line}\n\n| Door | Found | Threat | What the attacker was told |\n| --- | --- | --- | --- |\n${table.join('\n')}`;
}

function doorRow({ name, status, threat, words }: DoorVerdict): string {
  return `| ${plain(name)} | ${DOOR_MARK[status]} ${status} | ${threat} | ${plain(words)} |`;
}

/** A section of lines; nothing when there are none. */
function list(title: string, room: number, lines: readonly string[]): string {
  const items = lines.map((line) => `- ${plain(line)}`);
  return lines.length === 0
    ? ''
    : `### ${title}\n\n${within(room, items, (more) => `- ${more} more; results.json has them all.`).join('\n')}`;
}

/** As many texts, from the first on, as there is room for, and a word on how many more there are. @param room in bytes */
function within(room: number, texts: readonly string[], rest: (more: number) => string): string[] {
  let taken = 0;
  const end = texts.findIndex((text) => (taken += Buffer.byteLength(text)) > room);
  return end < 0 ? [...texts] : [...texts.slice(0, end), rest(texts.length - end)];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
