import { asksWhoComes } from './asks-who-comes.ts';
import { INTRUSIONS, comeToZeppelin } from './zeppelin-doors.ts';

asksWhoComes('Zeppelin', comeToZeppelin, { who: 'a stranger at Zeppelin', threat: 'zeppelin-lets-strangers-in', acts: INTRUSIONS });
