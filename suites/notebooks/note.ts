import type { NoteFile } from '../../fixtures/zeppelin.ts';

/** A note of paragraphs in Python, by their ids. */
export function pythonNote(name: string, paragraphs: Readonly<Record<string, string>>): NoteFile {
  return { name, paragraphs: Object.entries(paragraphs).map(([id, text]) => ({ id, text: `%python\n${text}` })) };
}

/** What a paragraph put out as text, trimmed. */
export function textOf(output: readonly { readonly data: string }[]): string {
  return output
    .map(({ data }) => data)
    .join('')
    .trim();
}
