import { asksWhoComes } from './asks-who-comes.ts';
import { AT_HBASE, AT_HDFS, comeWithoutTicket } from './kerberos-doors.ts';

asksWhoComes('HDFS', comeWithoutTicket, { who: 'a stranger at HDFS', threat: 'hdfs-lets-strangers-in', acts: AT_HDFS });
asksWhoComes('HBase', comeWithoutTicket, { who: 'a stranger at HBase', threat: 'hbase-lets-strangers-in', acts: AT_HBASE });
