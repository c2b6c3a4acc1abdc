import { expect } from 'vitest';
import { adminAnswers, rightsOf, whyNotOurs } from '../../fixtures/store-user.ts';
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
    const stack = { kubernetes, gateway, target };
    const tables = await rightsOf(user, 'warehouse', stack);
    const events = await rightsOf(user, 'spark-logs/events', stack);
    expect({ tables, events }).toEqual(rights);
    expect(await adminAnswers(`object-store-${user}`, stack)).toBe(403);
    expect(await adminAnswers('object-store-credentials', stack)).toBe(200);
  },
);
