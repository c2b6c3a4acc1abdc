import { asksWhoComes } from './asks-who-comes.ts';
import { INTRUSIONS, TRESPASSES, comeToZooKeeper } from './zookeeper-doors.ts';

asksWhoComes(
  'ZooKeeper',
  comeToZooKeeper,
  { who: 'a stranger at ZooKeeper', threat: 'zookeeper-lets-strangers-in', acts: INTRUSIONS },
  { who: 'somebody who has logged in to ZooKeeper as', threat: 'zookeeper-lets-one-do-all', acts: TRESPASSES },
);
