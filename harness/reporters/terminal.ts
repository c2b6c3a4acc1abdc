import { styleText } from 'node:util';
import { doorsLine, type DoorVerdict } from '../model/doors.ts';
import type { EdgeVerdict } from '../model/edges.ts';
import { flakyLine } from '../model/flaky.ts';
import type { Results } from '../model/results.ts';
import type { Reporter } from '../stream/reporter.ts';
import { roundMark } from '../model/record.ts';
import { EDGE_MARK } from '../words/edge-mark.ts';

const COLOUR: Record<EdgeVerdict['status'], 'green' | 'red' | 'yellow'> = {
  passed: 'green',
  failed: 'red',
  blocked: 'yellow',
  skipped: 'yellow',
  untested: 'yellow',
};

/** The verdict on standard output. */
export function reporter(): Reporter {
  return { end: (results, folder) => void process.stdout.write(`${terminalReport(results, folder)}\n`) };
}

/** The verdict as a person reads it in a terminal; colours only where standard output takes them. */
export function terminalReport(
  {
    because,
    edges,
    doors,
    tests,
    flaky,
    failure,
    cleanup,
  }: Pick<Results, 'because' | 'edges' | 'doors' | 'tests' | 'flaky' | 'failure' | 'cleanup'>,
  folder: string,
): string {
  const failed = tests.filter(({ status }) => status === 'failed');
  const skipped = tests.filter(({ status }) => status === 'skipped');
  return [
    ...(failure ? [paint('red', failure.message), failure.mend, ...failure.evidence.map((line) => `  | ${line}`), ''] : []),
    ...failed.flatMap(({ suite, name, round, errors, reproduce }) => [
      paint('red', `✗ ${suite} · ${name}${roundMark(round)}`),
      ...errors
        .join('\n')
        .split('\n')
        .map((line) => `    ${line}`),
      ...(reproduce === undefined ? [] : [`    again: ${reproduce}`]),
      '',
    ]),
    ...skipped.map(({ suite, name, reason }) => `- ${suite} · ${name} skipped: ${reason ?? ''}`),
    ...flaky.map((each) => paint('yellow', flakyLine(each))),
    ...edges.map(edgeLine),
    ...doorLines(doors),
    ...(cleanup.status === 'failed' ? [paint('yellow', `cleanup failed: ${cleanup.detail}`)] : []),
    ...(because === undefined ? [] : [paint('red', because)]),
    `results in ${folder}`,
  ].join('\n');
}

function edgeLine({ name, status, because, tests }: EdgeVerdict): string {
  const why = because === undefined ? '' : `${status === 'blocked' ? ' by' : ''}: ${because}`;
  return `${paint(COLOUR[status], `${EDGE_MARK[status]} ${name.padEnd(24)}`)} ${status}${why} (${tests.passed} of ${tests.passed + tests.failed + tests.skipped} tests)`;
}

/** The open doors, and how many there are of each kind: summary.md has them all. */
function doorLines(doors: readonly DoorVerdict[]): string[] {
  const open = doors.filter(({ status }) => status === 'open');
  const counts = doorsLine(doors);
  return [
    ...open.map(({ name, threat, words }) => paint('yellow', `open: ${name} (${threat}): ${words}`)),
    ...(counts === undefined ? [] : [counts]),
  ];
}

function paint(colour: 'green' | 'red' | 'yellow', text: string): string {
  return styleText(colour, text, { stream: process.stdout });
}
