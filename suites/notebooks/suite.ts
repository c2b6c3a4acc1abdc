import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'Notes in Zeppelin that read and write the lake with Spark',
  needs: ['zeppelin', 'spark', 'minio', 'presto'],
  longFiles: ['durability.disruptive.test.ts'],
};
