import { asksWhoComes } from './asks-who-comes.ts';
import { INTRUSIONS, TRESPASSES, comeToPresto } from './presto-doors.ts';

asksWhoComes(
  'Presto',
  comeToPresto,
  { who: 'a stranger at Presto', threat: 'presto-lets-strangers-in', acts: INTRUSIONS },
  { who: 'somebody who has logged in to Presto', threat: 'presto-lets-one-be-another', acts: TRESPASSES },
);
