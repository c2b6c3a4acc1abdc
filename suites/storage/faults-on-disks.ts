import type { Fault } from '../../proofs/fault.ts';

/** What is broken where volumes are disks (the overlay storage-local). */
export const onDisks: readonly Fault[] = [
  {
    what: 'the file system does not grow with its disk',
    file: 'harness/targets/kind/disks.ts',
    from: 'xfs_growfs -d /mnt',
    to: 'true',
    tests: /^(minio|postgresql)→volume: the volume grows/,
    says: /to be greater than/,
  },
  {
    what: 'PostgreSQL syncs nothing',
    file: 'charts/hive-metastore/files/start-postgresql.sh',
    from: '-c max_connections=60',
    to: '-c max_connections=60 -c fsync=off',
    tests: /^postgresql→volume: the disk fails/,
    says: /to deeply equal \[\]|does not become ready: postgresql-0|relation .* does not exist/,
  },
  {
    what: 'MinIO is taken for one that keeps all when its disk fails',
    file: 'suites/storage/keepers/minio.ts',
    from: 'keepsAll: false',
    to: 'keepsAll: true',
    tests: /^minio→volume: the disk fails/,
    says: /to deeply equal \[\]/,
  },
  {
    what: 'ZooKeeper’s transactions do not wait for a disk that fails',
    file: 'charts/zookeeper/files/start.sh',
    from: '-Dzookeeper.jmx.log4j.disable=true',
    to: '-Dzookeeper.jmx.log4j.disable=true -Dzookeeper.forceSync=no',
    tests: /^zookeeper→volume: the disk fails/,
    says: /to deeply equal \[\]/,
  },
  {
    what: 'Kafka begins without its logs on a disk that failed',
    file: 'charts/kafka/files/start.sh',
    from: 'exec 3>&-\nbelieve',
    to: 'exec 3>&-; rm -rf /data/logs\nbelieve',
    tests: /^kafka→volume: the disk fails/,
    says: /to deeply equal \[\]/,
  },
  {
    what: 'a DataNode begins without its blocks on a disk that failed',
    file: 'charts/hdfs/templates/hdfs.yaml',
    from: '(list "bash" "/etc/hadoop/hadoop.sh" "org.apache.hadoop.hdfs.server.datanode.DataNode")',
    to: '(list "bash" "-c" "rm -rf /data/blocks; exec bash /etc/hadoop/hadoop.sh org.apache.hadoop.hdfs.server.datanode.DataNode")',
    tests: /^hdfs→volume: the disk fails/,
    says: /HDFS (does not give|breaks off)/,
  },
  {
    what: 'NiFi begins without what was queued on a disk that failed',
    file: 'charts/nifi/files/start.sh',
    from: 'mkdir -p /data/conf',
    to: 'rm -rf /data/flowfile; mkdir -p /data/conf',
    tests: /^nifi→volume: the disk fails/,
    says: /to deeply equal \[\]/,
  },
  {
    what: 'Zeppelin begins without its notes on a disk that failed',
    file: 'charts/zeppelin/files/start.sh',
    from: 'mkdir -p /data/notebook',
    to: 'rm -rf /data/notebook; mkdir -p /data/notebook',
    tests: /^zeppelin→volume: the disk fails/,
    says: /HTTP 404|HTTP 500/,
  },
];
