import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withHdfs } from '../../../fixtures/hdfs.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A file for each value: its name is on the NameNode's volume, and its content on DataNodes'. */
export const hdfs: Kept = {
  edge: 'hdfs→volume',
  sets: ['datanode', 'namenode'],
  saysFull: /could only be written to 0 of the 1 minReplication nodes|No space left on device|Out of space/,
  waitsForDisk: false,
  test: test.extend(...withHdfs).extend('keeper', { scope: 'file' }, ({ hdfs, target }, { onCleanup }): Keeper => {
    const folder = `/${nameForFile('v', target.runId)}`;
    onCleanup(() => cleanUp(`folder ${folder}`, () => hdfs.remove(folder)));
    return {
      write: (number) => hdfs.write(`${folder}/${number}`, valueOf(number)),
      read: async () => {
        const values: string[] = [];
        for (const { name } of await hdfs.list(folder)) values.push(await hdfs.read(`${folder}/${name}`));
        return values;
      },
    };
  }),
};
