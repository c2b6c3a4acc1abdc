import type { SuiteDefinition } from '../../harness/suite.ts';

export const suite: SuiteDefinition = {
  title: 'TPC-H through Presto, the Hive metastore and MinIO; HBase’s rows on HDFS, and in the lake',
  needs: ['presto', 'hive-metastore', 'minio', 'hbase', 'spark'],
};
