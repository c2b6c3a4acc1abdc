import type { Fault } from '../../proofs/fault.ts';

/** What is broken on a cluster whose volumes are folders of an NFS server (npm run prove:nfs). */
export const onNfs: readonly Fault[] = [
  {
    what: 'a value that nobody wrote counts as acknowledged by an NFS server',
    file: 'suites/storage/on-nfs.ts',
    from: 'writeAll(keeper, FIRST, FIRST + 5)',
    to: 'writeAll(keeper, FIRST + 1, FIRST + 5)',
    tests: /^(minio|postgresql|kafka|hdfs|nifi|zeppelin)→volume: its NFS server/,
    says: /expected \[ 400000\b.* to deeply equal \[\]/,
  },
  {
    what: 'who is second on another node begins nothing',
    file: 'suites/storage/second-pod.ts',
    from: 'command ? { command: [...command], args: [] } : {}',
    to: "{ command: ['true'], args: [] }",
    tests: /→volume: a second one on another node/,
    says: /to match \/.*lock/,
  },
  {
    what: 'ZooKeeper’s transactions do not wait for NFS',
    file: 'charts/zookeeper/files/start.sh',
    from: '-Dzookeeper.jmx.log4j.disable=true',
    to: '-Dzookeeper.jmx.log4j.disable=true -Dzookeeper.forceSync=no',
    tests: /^zookeeper→volume: its NFS server/,
    says: /expected 'goes on' to be/,
  },
];
