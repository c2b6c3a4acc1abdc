import { asksWhoComes } from './asks-who-comes.ts';
import { FALSE_NODES, INTRUSIONS, TRESPASSES, comeToNiFi } from './nifi-doors.ts';

asksWhoComes(
  'NiFi',
  comeToNiFi,
  { who: 'a stranger at NiFi', threat: 'nifi-lets-strangers-in', acts: INTRUSIONS },
  { who: 'somebody with the certificate of NiFi’s node', threat: 'nifi-lets-one-do-all', acts: TRESPASSES },
  { who: 'somebody who says that they are a node of NiFi', threat: 'nifi-takes-any-node', acts: FALSE_NODES },
);
