import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'a visitor is told that everybody lets them in',
      file: 'suites/security/network.test.ts',
      from: 'isOpen: !holdsBack(wall',
      to: 'isOpen: holdsBack(wall',
      tests: /^(a stranger in the namespace|a neighbour from another namespace|an insider as a Spark program) /,
      says: /the door is open, which blueprint\/threats\.yaml does not say of pods-connect-to-pods/,
    },
    {
      what: 'the gateway’s no is taken for a yes',
      file: 'suites/security/tunnel.ts',
      from: 'isOpen: statusCode === 200',
      to: 'isOpen: statusCode !== 200',
      tests: /^(an outsider at the gateway|an insider with the gateway’s token) /,
      says: /the door is open, .*: (403|407|502) /,
    },
    {
      what: 'what lies in Secrets is looked at too',
      file: 'suites/security/leaks.ts',
      from: "const text = texts.join('\\n');",
      to: "const text = [...texts, ...secrets.values()].join('\\n');",
      tests: /^no value of a Secret lies in > /,
      says: /the door is open, .*: .*\/.* as it is/,
    },
  ],
  installed: [
    {
      what: 'the API server takes note of what drivers want, and lets them',
      file: 'charts/spark/templates/driver-admission.yaml',
      from: 'validationActions: [Deny]',
      to: 'validationActions: [Audit]',
      tests: /^a Spark driver does not get /,
      says: /the door is open, .*: (200|201)/,
    },
    {
      what: 'a pod may connect to anybody',
      file: 'harness/install/policies.ts',
      from: '[DNS, ...egress, ...toExisting, ...toApiServer]',
      to: '[{}, DNS, ...egress, ...toExisting, ...toApiServer]',
      tests: /^somebody’s pod is not reached from /,
      says: /the door is open, .*: connected/,
    },
    {
      what: 'one kind of pod is in no network policy',
      file: 'harness/install/policies.ts',
      from: '...apps.map(policyOf)',
      to: "...apps.filter((app) => app !== 'zookeeper').map(policyOf)",
      tests: /^(a stranger in the namespace|a neighbour from another namespace) > zookeeper:/,
      says: /the door is open, .*: connected/,
    },
  ],
  // Beside no address that leads nowhere: it is asked by that.
  installedApart: [
    {
      what: 'ZooKeeper serves any number of connections of an address',
      file: 'charts/zookeeper/templates/zookeeper.yaml',
      from: 'maxClientCnxns=60',
      to: 'maxClientCnxns=0',
      tests: /^somebody who takes more than their share leaves others > ZooKeeper’s connections$/,
      says: /the door is open, .*: 100 of 100 connections/,
    },
  ],
  secured: [
    {
      what: 'a broker’s silence is taken for an answer',
      file: 'suites/security/kafka-metadata.ts',
      from: "{ isOpen: false, words: 'the connection was ended' }",
      to: "{ isOpen: true, words: 'the connection was ended' }",
      tests: /^a stranger at Kafka > who speaks TLS/,
      says: /the door is open, .*: the connection was ended/,
    },
    {
      what: 'what TLS says to who speaks plain text is taken for an answer',
      file: 'suites/security/kafka-metadata.ts',
      from: 'answer.length >= 8 &&',
      to: 'answer.length < 8 ||',
      tests: /^a stranger at Kafka > who speaks plain text/,
      says: /the door is open, .*: the names of all brokers/,
    },
    {
      what: 'a stranger has the password',
      file: 'suites/security/kafka-doors.ts',
      from: "({ as }) => attempt(async () => (await as('tests', 'guessed'))",
      to: "({ as, passwordOf }) => attempt(async () => (await as('tests', await passwordOf('password')))",
      tests: /^a stranger at Kafka > whose password/,
      says: /the door is open, .*: done/,
    },
    {
      what: 'a system has its own password',
      file: 'suites/security/kafka-doors.ts',
      from: "await passwordOf('nifi')",
      to: "await passwordOf('spark')",
      tests: /^a stranger at Kafka > with another/,
      says: /the door is open, .*: done/,
    },
    {
      what: 'whoever logs in to Kafka may do all',
      file: 'charts/kafka/templates/_secured.tpl',
      from: 'super.users=User:kafka;User:tests',
      to: 'super.users=User:kafka;User:tests;User:nifi;User:spark',
      tests: /^somebody who has logged in to Kafka as/,
      says: /the door is open, .*: done/,
    },
  ],
};
