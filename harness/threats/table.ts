import { plain } from '../words/markdown.ts';

/** A table in Markdown. @param rows cells that are Markdown already */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Words that explain names, a row each. */
export function glossary(head: readonly [string, string], words: Readonly<Record<string, string>>): string {
  return table(
    head,
    Object.entries(words).map(([name, meaning]) => [name, plain(meaning)]),
  );
}
