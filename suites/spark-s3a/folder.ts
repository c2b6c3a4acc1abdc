import { cleanUp } from '../../fixtures/clean-up.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { test as base } from '../../fixtures/test.ts';

/** The suite's tests with a folder of the file's own in the bucket: its prefix, with its slash. */
export const test = base.extend('folder', { scope: 'file' }, ({ objectStore, target }, { onCleanup }) => {
  const folder = `${nameForFile('s', target.runId)}/`;
  onCleanup(() => cleanUp(`folder ${folder}`, () => objectStore.removeBelow(folder)));
  return folder;
});
