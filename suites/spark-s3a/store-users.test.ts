import { opensOnly } from '../../fixtures/store-user.ts';
import { test } from './test.ts';

/** What each user of the object store may do with tables and with Spark's event logs. */
const MAY = {
  spark: { tables: ['list', 'write', 'read', 'delete'], events: ['list', 'write', 'read', 'delete'] },
  zeppelin: { tables: ['list', 'write', 'read', 'delete'], events: ['list', 'write', 'read', 'delete'] },
  history: { tables: [], events: ['list', 'read'] },
} as const;

test.for(Object.entries(MAY))(
  'the keys of the store’s user %s open what is theirs, and nothing else',
  { tags: ['spark→s3a'] },
  ([user, rights], { kubernetes, gateway, target, skip }) => opensOnly(user, rights, { kubernetes, gateway, target, skip }),
);
