import { opensOnly } from '../../fixtures/store-user.ts';
import { test } from '../../fixtures/test.ts';

/** What each user of the object store may do with tables and with Spark's event logs. */
const MAY = {
  nifi: { tables: ['write'], events: [] },
} as const;

test.for(Object.entries(MAY))(
  'the keys of the store’s user %s open what is theirs, and nothing else',
  { tags: ['nifi→minio'] },
  ([user, rights], { kubernetes, gateway, target, skip }) => opensOnly(user, rights, { kubernetes, gateway, target, skip }),
);
