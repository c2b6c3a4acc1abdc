import { asksWhoComes } from './asks-who-comes.ts';
import { INTRUSIONS, TRESPASSES, comeToKafka } from './kafka-doors.ts';

asksWhoComes(
  'Kafka',
  comeToKafka,
  { who: 'a stranger at Kafka', threat: 'kafka-lets-strangers-in', acts: INTRUSIONS },
  { who: 'somebody who has logged in to Kafka as', threat: 'kafka-lets-one-do-all', acts: TRESPASSES },
);
