import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'TPC-H through Presto, the Hive metastore and MinIO',
  needs: ['presto', 'hive-metastore', 'minio'],
};
