import { describe } from 'vitest';
import { INTRUSIONS, TRESPASSES, comeToNiFi } from './nifi-doors.ts';
import { test as base } from './test.ts';

/** Undefined where it lets in whoever comes, so that there is no door to try. */
const test = base.extend('nifi', { scope: 'file' }, ({ gateway, kubernetes }) => comeToNiFi(gateway, kubernetes));

const NOT_ASKED = 'this NiFi asks nobody who they are: the overlay `secure` has it ask';

describe('a stranger at NiFi', () => {
  test.for(Object.entries(INTRUSIONS))('%s', async ([, intrude], { door, nifi }) => {
    if (nifi === undefined) return door.cannotBeClosed('nifi-lets-strangers-in', NOT_ASKED);
    door.found('nifi-lets-strangers-in', await intrude(nifi));
  });
});

describe('somebody with the certificate of NiFi’s node', () => {
  test.for(Object.entries(TRESPASSES))('%s', async ([, trespass], { door, nifi }) => {
    if (nifi === undefined) return door.cannotBeClosed('nifi-lets-one-do-all', NOT_ASKED);
    door.found('nifi-lets-one-do-all', await trespass(nifi));
  });
});
