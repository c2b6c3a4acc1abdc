import type { Faults } from '../../proofs/fault.ts';
import { kerberos } from './kerberos-faults.ts';
import { secured } from './secured-faults.ts';

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
    {
      what: 'doors that are open count as held',
      file: 'suites/security/open.test.ts',
      from: 'door.found(threat, await act',
      to: "door.found('table-coprocessor', await act",
      tests: /^who comes by the gateway and says that they are somebody > /,
      says: /the door is open, which blueprint\/threats\.yaml does not say of table-coprocessor/,
    },
    {
      what: 'Kubernetes judges the pods of its own namespace',
      file: 'suites/security/oracles.ts',
      from: "'namespace', target.namespace, '--dry-run",
      to: "'namespace', 'kube-system', '--dry-run",
      tests: /^Kubernetes itself finds nothing > in the pods/,
      says: /the door is open, .*violate the new PodSecurity enforce level/,
    },
  ],
  installed: [
    {
      what: 'all accounts have a driver’s rights',
      file: 'charts/spark/templates/job.yaml',
      from: '  - { kind: ServiceAccount, name: spark-driver, namespace: {{ .Release.Namespace }} }',
      to: "  - { kind: Group, apiGroup: rbac.authorization.k8s.io, name: 'system:serviceaccounts:{{ .Release.Namespace }}' }",
      tests: /^Kubernetes itself finds nothing > that an account/,
      says: /the door is open, .*(nifi|kafka|zookeeper) may ask for .*pods/,
    },
    {
      what: 'the API server takes note of what drivers want, and lets them',
      file: 'charts/spark/templates/driver-admission.yaml',
      from: 'validationActions: [Deny]',
      to: 'validationActions: [Audit]',
      tests: /^a Spark driver does not get /,
      says: /the door is open, .*: (200|201)/,
    },
    {
      what: 'region servers run what a table names',
      file: 'charts/hbase/files/hbase-site.xml',
      from: '<name>hbase.coprocessor.user.enabled</name><value>false</value>',
      to: '<name>hbase.coprocessor.user.enabled</name><value>true</value>',
      tests: /^region servers run no code that a table names$/,
      says: /the door is open, .*: the table swallows what is written to it/,
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
    {
      what: 'a member of ZooKeeper may have more in its temporary folder',
      file: 'charts/zookeeper/values.yaml',
      from: 'scratch: 64Mi',
      to: 'scratch: 640Mi',
      tests: /^somebody who takes more than their share leaves others > the node’s disk$/,
      says: /the door is open, .*: zookeeper-0 had 96 MB in \/tmp/,
    },
    {
      what: 'Presto runs all that one user asks',
      file: 'charts/presto/files/resource-groups.json',
      from: '"hardConcurrencyLimit": 5',
      to: '"hardConcurrencyLimit": 20',
      tests: /^somebody who takes more than their share leaves others > Presto’s threads$/,
      says: /the door is open, .*: of 12 queries of one user 12 run/,
    },
  ],
  secured: [...secured, ...kerberos],
};
