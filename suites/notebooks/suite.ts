import type { SuiteDefinition } from '../../harness/model/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Notes in Zeppelin that read and write the lake with Spark',
  needs: ['zeppelin', 'spark', 'minio', 'presto'],
};
