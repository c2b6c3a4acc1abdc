import { asksWhoComes } from './asks-who-comes.ts';
import { WITHOUT_TICKET, comeToMetastore } from './metastore-doors.ts';

asksWhoComes('metastore', comeToMetastore, {
  who: 'a stranger at the metastore',
  threat: 'metastore-lets-strangers-in',
  acts: WITHOUT_TICKET,
});
