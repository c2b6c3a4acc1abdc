import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'Spark programs over s3a: objects small and large, executors as pods, a killed write, wrong keys and settings',
  needs: ['spark', 'minio'],
  longFiles: ['killed.test.ts', 'objects.test.ts'],
};
