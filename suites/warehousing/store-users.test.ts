import { opensOnly } from '../../fixtures/store-user.ts';
import { test } from './test.ts';

/** What each user of the object store may do with tables and with Spark's event logs. */
const MAY = {
  metastore: { tables: ['list', 'write', 'read', 'delete'], events: [] },
  presto: { tables: ['list', 'write', 'read', 'delete'], events: [] },
  guest: { tables: ['list', 'write', 'read', 'delete'], events: [] },
  tests: { tables: ['list', 'write', 'read', 'delete'], events: [] },
} as const;

test.for(Object.entries(MAY))(
  'the keys of the store’s user %s open what is theirs, and nothing else',
  { tags: ['presto→minio', 'metastore→minio'] },
  ([user, rights], { kubernetes, gateway, target, skip }) => opensOnly(user, rights, { kubernetes, gateway, target, skip }),
);
