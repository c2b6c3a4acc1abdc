import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';

/** A row of a table, in Markdown. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Puts a table between the markers of a page in this folder, in place of what is there.
 * @param page the file's name
 * @param words what stands before the table, if anything
 */
export async function writeTable(page: string, head: readonly string[], rows: readonly string[], words = ''): Promise<void> {
  const file = join(import.meta.dirname, page);
  const [before = '', , after = ''] = (await readFile(file, 'utf8')).split(/<!-- (?:begin|end) -->/);
  const table = [row(head), row(head.map(() => '---')), ...rows].join('\n');
  await writeFile(file, await format(`${before}<!-- begin -->\n\n${words}\n\n${table}\n\n<!-- end -->${after}`, { parser: 'markdown' }));
}
