import { expect } from 'vitest';
import { keysOpen, whyNotOurs } from '../../fixtures/store-user.ts';
import { test } from './test.ts';

/** What each user of the object store may do with tables and with Spark's event logs. */
const MAY = {
  nifi: { tables: ['write'], events: [] },
} as const;

test.for(Object.entries(MAY))(
  'the keys of the store’s user %s open what is theirs, and nothing else',
  { tags: ['nifi→minio'] },
  async ([user, rights], { kubernetes, gateway, target, skip }) => {
    const why = whyNotOurs({ target });
    skip(why !== undefined, why);
    expect(await keysOpen(user, { kubernetes, gateway, target })).toEqual({ ...rights, admin: 403, root: 200 });
  },
);
