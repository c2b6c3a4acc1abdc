import { describe } from 'vitest';
import { INTRUSIONS, TRESPASSES, comeToPresto } from './presto-doors.ts';
import { test as base } from './test.ts';

/** Undefined where it lets in whoever comes, so that there is no door to try. */
const test = base.extend('presto', { scope: 'file' }, ({ gateway, kubernetes }) => comeToPresto(gateway, kubernetes));

const NOT_ASKED = 'this Presto asks nobody who they are: the overlay `secure` has it ask';

describe('a stranger at Presto', () => {
  test.for(Object.entries(INTRUSIONS))('%s', async ([, intrude], { door, presto }) => {
    if (presto === undefined) return door.cannotBeClosed('presto-lets-strangers-in', NOT_ASKED);
    door.found('presto-lets-strangers-in', await intrude(presto));
  });
});

describe('somebody who has logged in to Presto', () => {
  test.for(Object.entries(TRESPASSES))('%s', async ([, trespass], { door, presto }) => {
    if (presto === undefined) return door.cannotBeClosed('presto-lets-one-be-another', NOT_ASKED);
    door.found('presto-lets-one-be-another', await trespass(presto));
  });
});
