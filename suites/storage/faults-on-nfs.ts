import type { Fault } from '../../proofs/fault.ts';

/** What is broken on a cluster whose volumes are folders of an NFS server (npm run prove:nfs). */
export const onNfs: readonly Fault[] = [
  {
    what: 'MinIO keeps nothing on NFS',
    file: 'charts/minio/templates/minio.yaml',
    from: '- { name: data, mountPath: /data }',
    to: '- { name: tmp, mountPath: /data, subPath: data }',
    tests: /^minio→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
  {
    what: 'HDFS keeps nothing on NFS',
    file: 'charts/hdfs/templates/hdfs.yaml',
    from: '- { name: data, mountPath: /data }',
    to: '- { name: tmp, mountPath: /data, subPath: data }',
    tests: /^hdfs→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
  {
    what: 'Zeppelin keeps nothing on NFS',
    file: 'charts/zeppelin/templates/zeppelin.yaml',
    from: '- { name: data, mountPath: /data }',
    to: '- { name: tmp, mountPath: /data, subPath: data }',
    tests: /^zeppelin→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
  {
    what: 'PostgreSQL’s commits do not wait for NFS',
    file: 'charts/hive-metastore/files/start-postgresql.sh',
    from: '-c max_connections=60',
    to: '-c max_connections=60 -c synchronous_commit=off',
    tests: /^postgresql→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
  {
    what: 'ZooKeeper’s transactions do not wait for NFS',
    file: 'charts/zookeeper/files/start.sh',
    from: '-Dzookeeper.jmx.log4j.disable=true',
    to: '-Dzookeeper.jmx.log4j.disable=true -Dzookeeper.forceSync=no',
    tests: /^zookeeper→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
  {
    what: 'Kafka’s messages wait for NFS',
    file: 'charts/kafka/templates/kafka.yaml',
    from: 'log.initial.task.delay.ms=1000',
    to: 'log.initial.task.delay.ms=1000\n    log.flush.interval.messages=1',
    tests: /^kafka→volume: its NFS server/,
    says: /expected 'waits' to be/,
  },
  {
    what: 'NiFi’s records wait for NFS',
    file: 'charts/nifi/files/nifi.properties',
    from: 'nifi.flowfile.repository.always.sync=false',
    to: 'nifi.flowfile.repository.always.sync=true',
    tests: /^nifi→volume: its NFS server/,
    says: /expected 'waits' to be/,
  },
  {
    what: 'who is second on another node begins nothing',
    file: 'suites/storage/second-pod.ts',
    from: 'command ? { command: [...command], args: [] } : {}',
    to: "{ command: ['true'], args: [] }",
    tests: /→volume: a second one on another node/,
    says: /to match \/.*lock/,
  },
];
