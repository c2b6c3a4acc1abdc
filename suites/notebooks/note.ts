import { cleanUp } from '../../fixtures/clean-up.ts';
import { test as base } from '../../fixtures/test.ts';
import type { NoteFile } from '../../fixtures/zeppelin.ts';

/** Makes notes that are removed, with their sessions, when the file's tests are through. @returns a note's id */
export type MakeNote = (note: NoteFile) => Promise<string>;

/** The suite's tests, with notes of the file's own. */
export const test = base.extend('makeNote', { scope: 'file' }, ({ zeppelin, target }, { onCleanup }): MakeNote => {
  const made: string[] = [];
  onCleanup(async () => {
    for (const note of made) await cleanUp(`note ${note}`, () => zeppelin.remove(note));
  });
  return async (note) => {
    const id = await zeppelin.importNote({ ...note, name: `${target.runId}/${note.name} ${made.length}` });
    made.push(id);
    return id;
  };
});

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
