import type { SuiteDefinition } from '../../harness/index.ts';

export const suite: SuiteDefinition = {
  title: 'What each system has acknowledged stays on its volume, whatever becomes of pods, programs, nodes and space',
  needs: ['minio'],
  fileNeeds: {
    'postgresql.disruptive.test.ts': ['hive-metastore'],
    'zookeeper.disruptive.test.ts': ['zookeeper'],
    'kafka.disruptive.test.ts': ['kafka'],
    'hdfs.disruptive.test.ts': ['hdfs'],
    'nifi.disruptive.test.ts': ['nifi'],
    'zeppelin.disruptive.test.ts': ['zeppelin'],
    'nodes.disruptive.test.ts': ['hive-metastore', 'zookeeper', 'kafka', 'hdfs', 'nifi', 'zeppelin'],
  },
  onlyWhenNamed: true,
};
