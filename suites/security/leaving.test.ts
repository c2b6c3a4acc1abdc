import { describe } from 'vitest';
import { STANDING, parties } from './standing.ts';
import { NOT_ENFORCED } from './wall.ts';
import { test } from './test.ts';

const THREAT = 'pods-connect-to-anybody';

describe('somebody’s pod is not reached from', () => {
  test.for(STANDING)('%s', async (party, { door, leaving: { wall, isThere, words }, skip }) => {
    if (!isThere(party)) skip(`there is no such pod: the overlay \`${parties[party]?.onlyWith ?? ''}\` has one`);
    if (!wall.stands) door.cannotBeClosed(THREAT, NOT_ENFORCED);
    const said = await words(party);
    door.found(THREAT, { isOpen: said === 'connected', words: said });
  });
});
