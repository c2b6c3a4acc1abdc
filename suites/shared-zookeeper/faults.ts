import type { Faults } from '../../proofs/fault.ts';

/** Not as it is written: the test looks for that in every file. */
const MEMBER = ['zookeeper-0', '2181'].join(':');

export const faults: Faults = {
  sent: [
    {
      what: 'a member’s address stands in a second file',
      file: 'suites/shared-zookeeper/README.md',
      from: '# shared-zookeeper',
      to: `# shared-zookeeper ${MEMBER}`,
      tests: /^the address stands in one file/,
      says: /shared-zookeeper\/README\.md/,
    },
    {
      what: 'a tenant’s root is another one',
      file: 'suites/shared-zookeeper/tenants.ts',
      from: "root: '/hbase',",
      to: "root: '/elsewhere',",
      tests: /^(every node and every session is below|in all its life each session)/,
      says: /\/elsewhere/,
    },
    {
      what: 'nobody is where Kafka says who is alive',
      file: 'suites/shared-zookeeper/tenants.ts',
      from: "alive: '/kafka/brokers/ids',",
      to: "alive: '/kafka/brokers/seqid',",
      tests: /^each tenant > kafka: a live session/,
      says: /kafka-0/,
    },
    {
      what: 'nobody is where HBase says who is alive',
      file: 'suites/shared-zookeeper/tenants.ts',
      from: "alive: '/hbase/rs',",
      to: "alive: '/hbase/draining',",
      tests: /^each tenant > hbase: a live session/,
      says: /hbase-regionserver-0/,
    },
    {
      what: 'nobody is where NiFi says who is alive',
      file: 'suites/shared-zookeeper/tenants.ts',
      from: "alive: '/nifi/leaders/Cluster Coordinator',",
      to: "alive: '/nifi/components',",
      tests: /^each tenant > nifi: a live session/,
      says: /nifi-0/,
    },
  ],
  whileDown: [
    {
      what: 'a message is acknowledged that nobody sent',
      file: 'suites/shared-zookeeper/members.disruptive.test.ts',
      from: 'write: (number: number) => producer.send(',
      to: 'write: async (number: number) => number !== 50 && producer.send(',
      tests: /^each member is deleted/,
      says: /'50'/,
    },
    {
      what: 'the address in the shared ConfigMap is the right one',
      file: 'suites/shared-zookeeper/address.disruptive.test.ts',
      from: "changeConfigMap('zookeeper', { quorum: NOWHERE })",
      to: "changeConfigMap('zookeeper', { quorum })",
      tests: /^(kafka|hbase|nifi) with a wrong address/,
      says: /does not say .* within a minute, but: it is ready/,
    },
  ],
  installed: [
    {
      what: 'the shared address names a member that is not there',
      file: 'blueprint/base/zookeeper.env',
      from: 'quorum=',
      to: 'quorum=zookeeper-1:2181,',
      tests: /^there is one ensemble/,
      says: /zookeeper-1/,
    },
  ],
};
