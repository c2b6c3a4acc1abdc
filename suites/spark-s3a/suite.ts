import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Spark over s3a: settings, objects small and large, writes that end half-way',
  needs: ['spark', 'minio', 'presto'],
};
