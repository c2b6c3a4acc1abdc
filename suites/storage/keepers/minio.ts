import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withObjectStore } from '../../../fixtures/object-store.ts';
import { storeServer } from '../../../fixtures/store-server.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** An object for each value. */
export const minio: Kept = {
  edge: 'minio→volume',
  sets: ['minio'],
  saysFull: /minimum free drive threshold|No space left on device/,
  waitsForDisk: true,
  withoutServer: 'waits',
  onBrokenDisk: { says: /drive is faulty|corrupted backend/, keepsAll: false },
  whyNotSlowed: (target) =>
    storeServer(target) === 'minio' ? undefined : 'only MinIO among object stores is known to have an object on the disk before it says so',
  test: test.extend(...withObjectStore).extend('keeper', { scope: 'file' }, ({ objectStore, target }, { onCleanup }): Keeper => {
    const folder = `${nameForFile('v', target.runId)}/`;
    onCleanup(() => cleanUp(`folder ${folder}`, () => objectStore.removeBelow(folder)));
    return {
      write: (number) => objectStore.write(`${folder}${number}`, valueOf(number)),
      read: async () => {
        const objects = await objectStore.list(folder);
        return Promise.all(objects.map(async ({ key }) => (await objectStore.read(key)).toString()));
      },
    };
  }),
};
