import { cleanUp } from '../../fixtures/clean-up.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { withSpark } from '../../fixtures/spark.ts';
import { test as base } from '../../fixtures/test.ts';

/** The suite's tests: Spark, the object store, and a folder of the file's own in the bucket: its prefix, with its slash. */
export const test = base
  .extend(...withObjectStore)
  .extend(...withSpark)
  .extend('folder', { scope: 'file' }, ({ objectStore, target }, { onCleanup }) => {
    const folder = `${nameForFile('s', target.runId)}/`;
    onCleanup(() => cleanUp(`folder ${folder}`, () => objectStore.removeBelow(folder)));
    return folder;
  });
