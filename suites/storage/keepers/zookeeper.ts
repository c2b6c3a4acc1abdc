import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withZooKeeper } from '../../../fixtures/zookeeper.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A node of the tree for each value. */
export const zookeeper: Kept = {
  edge: 'zookeeper→volume',
  sets: ['zookeeper'],
  saysFull: /No space left on device/,
  waitsForDisk: true,
  withoutServer: 'waits',
  onBrokenDisk: { says: /Input\/output error|Severe unrecoverable error/, keepsAll: true },
  test: test.extend(...withZooKeeper).extend('keeper', { scope: 'file' }, async ({ zookeeper, target }, { onCleanup }): Promise<Keeper> => {
    const root = `/${nameForFile('v', target.runId)}`;
    await zookeeper.create(root, '');
    onCleanup(() => cleanUp(`nodes below ${root}`, () => zookeeper.removeBelow(root)));
    return {
      write: (number) => zookeeper.create(`${root}/${number}`, valueOf(number)),
      read: async () => (await zookeeper.tree(root)).map(({ data }) => data.toString()),
    };
  }),
};
