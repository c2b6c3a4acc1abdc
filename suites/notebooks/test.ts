import { cleanUp } from '../../fixtures/clean-up.ts';
import { test as base } from '../../fixtures/test.ts';
import { withZeppelin, type NoteFile } from '../../fixtures/zeppelin.ts';

/** Makes notes that are removed, with their sessions, when the file's tests are through. @returns a note's id */
type MakeNote = (note: NoteFile) => Promise<string>;

/** The suite's tests, with notes of the file's own. */
export const test = base.extend(...withZeppelin).extend('makeNote', { scope: 'file' }, ({ zeppelin, target }, { onCleanup }): MakeNote => {
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
