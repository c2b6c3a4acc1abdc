import { describe } from 'vitest';
import { withHBase } from '../../fixtures/hbase.ts';
import { withHdfs } from '../../fixtures/hdfs.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { ACTS } from './open-doors.ts';
import { test as base } from './test.ts';

const test = base.extend(...withHdfs).extend(...withHBase);

// Doors that the threat model says are open: what is had by them is what it says, and where an overlay closes one, that is seen too.
describe('who comes by the gateway and says that they are somebody', () => {
  test.for(Object.entries(ACTS))('%s', async ([, { threat, act }], { door, hdfs, hbase, gateway, kubernetes, target }) => {
    door.found(threat, await act({ hdfs, hbase, gateway, kubernetes, name: nameForFile('o', target.runId) }));
  });
});
