import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withZeppelin } from '../../../fixtures/zeppelin.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A note for each value, as its paragraph's text. */
export const zeppelin: Kept = {
  edge: 'zeppelin→volume',
  sets: ['zeppelin'],
  saysFull: /No space left on device/,
  goesOnWhenFull: true,
  waitsForDisk: false,
  withoutServer: 'waits',
  // A folder that it cannot look at it takes for none, and makes it.
  onBrokenDisk: { says: /Input\/output error|FileAlreadyExistsException: \/data/, keepsAll: false },
  test: test.extend(...withZeppelin).extend('keeper', { scope: 'file' }, ({ zeppelin, target }, { onCleanup }): Keeper => {
    const folder = nameForFile('v', target.runId);
    const notes: string[] = [];
    onCleanup(async () => {
      for (const note of notes) await cleanUp(`note ${note}`, () => zeppelin.remove(note));
    });
    return {
      write: async (number) => {
        const paragraphs = [{ id: 'value', text: valueOf(number) }];
        notes.push(await zeppelin.importNote({ name: `${folder}/${number}`, paragraphs }));
      },
      read: async () => {
        const values: string[] = [];
        for (const note of notes) values.push(...(await zeppelin.texts(note)));
        return values;
      },
    };
  }),
};
