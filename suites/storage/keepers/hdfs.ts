import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withHdfs } from '../../../fixtures/hdfs.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A file for each value: its name is on the NameNode's volume, and its content on DataNodes'. */
export const hdfs: Kept = {
  edge: 'hdfs→volume',
  sets: ['datanode', 'namenode'],
  // It does not say that a disk is full, only that no DataNode is to be had for a block; before the next heartbeat tells it so, the DataNode's own words come through.
  saysFull:
    /Failed to find datanode, suggest to check cluster health|could only be written to 0 of the 1 minReplication|No space left on device/,
  goesOnWhenFull: true,
  waitsForDisk: false,
  withoutServer: 'waits',
  onBrokenDisk: { says: /Input\/output error|Failed to find datanode|could only be written to 0 of the 1 minReplication/, keepsAll: false },
  ownLock: { says: /has already locked the storage directory/, asksOthers: true },
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
