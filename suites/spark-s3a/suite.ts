import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'Spark over s3a: objects small and large',
  needs: ['spark', 'minio'],
};
