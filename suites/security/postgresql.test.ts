import { asksWhoComes } from './asks-who-comes.ts';
import { IN_PLAIN_TEXT, comeToDatabase } from './postgresql-doors.ts';

asksWhoComes('PostgreSQL', comeToDatabase, {
  who: 'somebody who has the metastore’s password and',
  threat: 'database-in-plain-text',
  acts: IN_PLAIN_TEXT,
});
