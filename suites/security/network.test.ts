import { describe } from 'vitest';
import { test } from './test.ts';
import { VANTAGES, type VantageName } from './vantages.ts';
import { NOT_ENFORCED, holdsBack } from './wall.ts';

const THREAT = 'pods-connect-to-pods';

for (const vantage of Object.keys(VANTAGES) as VantageName[])
  describe(vantage, () => {
    test.for(VANTAGES[vantage].doors.map((door) => [door.name, door] as const))(
      '%s',
      ([, tried], { door, visits: { wall, isThere, told }, skip }) => {
        if (!isThere(tried)) skip(`no pod is behind it: the overlay \`${tried.onlyWith ?? ''}\` has one`);
        const words = told(vantage, tried);
        if (words === undefined) skip('nobody could come from there: tests may make no namespace');
        if (!wall.stands) door.cannotBeClosed(THREAT, NOT_ENFORCED);
        door.found(THREAT, { isOpen: !holdsBack(wall, words ?? ''), words: words ?? '' });
      },
    );
  });
