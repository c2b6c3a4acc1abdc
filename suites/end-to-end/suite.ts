import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'From a request to NiFi to a number in a notebook',
  needs: ['nifi', 'kafka', 'hbase', 'minio', 'hive-metastore', 'presto', 'spark', 'zeppelin'],
};
