import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { row, writeTable } from '../../docs/write-table.ts';
import { ROOT } from '../../harness/index.ts';

const PAGE = 'arm64.md';
const HEAD = ['image', 'built in', 'its contract', 'seen on'];

/** What was seen of an image; what is not said was seen before, or never. */
export interface Seen {
  readonly built?: string;
  readonly contract?: string;
}

/** Puts what was seen today into docs/arm64.md. What it has of other images stays. */
export async function updatePage(seen: ReadonlyMap<string, Seen>): Promise<void> {
  const rows = new Map(await rowsOfPage());
  const today = new Date().toISOString().slice(0, 10);
  for (const [image, { built, contract }] of seen) {
    const [, builtBefore = '', contractBefore = ''] = rows.get(image) ?? [];
    rows.set(image, [image, built ?? builtBefore, contract ?? contractBefore, today]);
  }
  await writeTable(PAGE, HEAD, [...rows.values()].map(row));
}

/** The cells of each row of the page, by its first. */
async function rowsOfPage(): Promise<[string, readonly string[]][]> {
  const page = await readFile(join(ROOT, 'docs', PAGE), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| [a-z]/.test(line));
  const cells = rows.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.filter(([first]) => first !== HEAD[0]).map((each) => [each[0] ?? '', each]);
}
