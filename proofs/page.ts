import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { row, writeTable } from '../docs/write-table.ts';
import { ROOT } from '../harness/index.ts';
import type { Fault } from './fault.ts';

const PAGE = 'proofs.md';
const HEAD = ['fault', 'in', 'tests', 'what the first of them said', 'seen on'];

/** What became of a fault: what a test that saw it said, or why it is no proof. */
export interface Outcome {
  readonly fault: Fault;
  readonly became: 'seen' | 'missed' | 'not tried';
  /** How many tests saw it. */
  readonly tests: number;
  /** What the first of them said, one line. */
  readonly said: string;
}

/** Puts what was seen today into docs/proofs.md. Rows of other faults stay as they are; those of faults that are no more, or were missed today, go. */
export async function updatePage(all: readonly Fault[], outcomes: readonly Outcome[]): Promise<void> {
  const rows = new Map(await rowsOfPage());
  for (const outcome of outcomes) {
    if (outcome.became === 'missed') rows.delete(keyOf(outcome.fault));
    if (outcome.became === 'seen') rows.set(keyOf(outcome.fault), rowOf(outcome));
  }
  await writeTable(
    PAGE,
    HEAD,
    all.flatMap((fault) => rows.get(keyOf(fault)) ?? []),
  );
}

/** The faults that docs/proofs.md has no row of. */
export async function unseenFaults(all: readonly Fault[]): Promise<Fault[]> {
  const rows = new Map(await rowsOfPage());
  return all.filter((fault) => !rows.has(keyOf(fault)));
}

/** The rows of the page by what stands in their first two cells: the fault, and where it is. */
async function rowsOfPage(): Promise<[string, string][]> {
  const page = await readFile(join(ROOT, 'docs', PAGE), 'utf8');
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'))
    .map((line) => [
      line
        .split('|', 3)
        .map((cell) => cell.trim())
        .join('|'),
      line,
    ]);
}

function keyOf({ what, file }: Fault): string {
  return `|${what}|\`${file}\``;
}

function rowOf({ fault, tests, said }: Outcome): string {
  const today = new Date().toISOString().slice(0, 10);
  return row([fault.what, `\`${fault.file}\``, tests, `\`${said.replaceAll('|', '\\|').replaceAll('`', '’')}\``, today]);
}
