import type { Fault } from '../../proofs/fault.ts';
import { REFUSAL_IS_A_YES } from './secured-faults.ts';

/** Faults of doors that are closed where HDFS, HBase and the metastore want Kerberos. */
export const kerberos: readonly Fault[] = [
  {
    what: 'the NameNode’s pages take a name for a proof',
    file: 'charts/hdfs/files/secured.xml',
    from: '<name>hadoop.http.authentication.type</name><value>kerberos</value>',
    to: '<name>hadoop.http.authentication.type</name><value>simple</value>',
    tests: /^a stranger at HDFS > who gives the owner’s name/,
    says: /the door is open, .*FileStatuses/,
  },
  {
    what: 'what HDFS refuses is taken for a yes',
    file: 'suites/security/kerberos-doors.ts',
    ...REFUSAL_IS_A_YES,
    tests: /^a stranger at HDFS > who (gives it|gives such|calls)/,
    says: /the door is open, .*: (Error 403|.*SIMPLE authentication)/,
  },
  {
    what: 'HBase takes calls of who has nothing but a name',
    file: 'charts/hbase/files/secured.xml',
    from: '<property><name>hbase.rpc.protection</name>',
    to: '<property><name>hbase.ipc.server.fallback-to-simple-auth-allowed</name><value>true</value></property>\n  <property><name>hbase.rpc.protection</name>',
    tests: /^a stranger at HBase > who calls/,
    says: /the door is open, .*: it waits for what is asked of it/,
  },
  {
    what: 'HBase’s REST server asks nobody',
    file: 'charts/hbase/files/secured.xml',
    from: '<property><name>hbase.rest.authentication.type</name><value>kerberos</value></property>',
    to: '',
    tests: /^a stranger at HBase > who asks (its REST server|it with a cookie)/,
    says: /the door is open, /,
  },
  {
    what: 'HBase’s REST server speaks plain text',
    file: 'suites/security/kerberos-doors.ts',
    ...REFUSAL_IS_A_YES,
    tests: /^a stranger at HBase > who asks it in plain text/,
    says: /the door is open, .*: (Response does not match|other side closed)/,
  },
  {
    what: 'the metastore has a name for everybody’s ticket',
    file: 'blueprint/base/kerberos/metastore-security.xml',
    from: 'RULE:[2:$1@$0](touchstone@TOUCHSTONE)s/@.*//',
    to: 'RULE:[2:$1@$0](.*@TOUCHSTONE)s/@.*//',
    tests: /^somebody who has HBase’s ticket/,
    says: /the door is open, .*databases: \[/,
  },
  {
    what: 'what the metastore refuses is taken for a yes',
    file: 'suites/security/metastore-doors.ts',
    ...REFUSAL_IS_A_YES,
    tests: /^a stranger at the metastore > who /,
    says: /the door is open, .*: .*(Invalid status -128|Unsupported mechanism type PLAIN)/,
  },
];
