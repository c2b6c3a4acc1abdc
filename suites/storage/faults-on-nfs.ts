import type { Fault } from '../../proofs/fault.ts';

/** What is broken on a cluster whose volumes are folders of an NFS server (npm run prove:nfs). */
export const onNfs: readonly Fault[] = [
  {
    what: 'a value that nobody wrote counts as acknowledged by an NFS server',
    file: 'suites/storage/nfs.disruptive.test.ts',
    from: 'writeAll(keeper, 0, WRITTEN)',
    to: 'writeAll(keeper, 1, WRITTEN)',
    tests: /^(before the NFS server is away > |while the NFS server is away for a minute > (minio|postgresql|kafka|hdfs|nifi|zeppelin)→)/,
    says: /expected \[ \+?0\b.* to deeply equal \[\]/,
  },
  {
    what: 'a value that nobody wrote counts as acknowledged before folders are mounted soft',
    file: 'suites/storage/soft.disruptive.test.ts',
    from: 'writeAll(keeper, 0, WRITTEN)',
    to: 'writeAll(keeper, 1, WRITTEN)',
    tests: /^(before folders are mounted soft|where its NFS server is away, and its folder mounted soft) > /,
    says: /expected \[ \+?0\b.* to deeply equal \[\]/,
  },
  {
    what: 'a value that nobody wrote counts as acknowledged before a pod goes to another node',
    file: 'suites/storage/on-nfs.ts',
    from: 'writeAll(keeper, FIRST + 200, FIRST + 210)',
    to: 'writeAll(keeper, FIRST + 201, FIRST + 210)',
    tests: /→volume: its pod goes to another node/,
    says: /expected \[ 400200\b.* to deeply equal \[\]/,
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
    tests: /^while the NFS server is away for a minute > zookeeper→volume: a write/,
    says: /expected 'goes on' to be/,
  },
];
