import { asksWhoComes } from './asks-who-comes.ts';
import { GREED, INTRUSIONS, TRESPASSES, comeToZooKeeper } from './zookeeper-doors.ts';
import { IMPOSTURES } from './zookeeper-peers.ts';

asksWhoComes(
  'ZooKeeper',
  comeToZooKeeper,
  { who: 'a stranger at ZooKeeper', threat: 'zookeeper-lets-strangers-in', acts: INTRUSIONS },
  { who: 'somebody who has logged in to ZooKeeper as', threat: 'zookeeper-lets-one-do-all', acts: TRESPASSES },
  { who: 'somebody who takes more of ZooKeeper as', threat: 'zookeeper-is-full', acts: GREED },
  { who: 'somebody who says that they are a member of ZooKeeper', threat: 'zookeeper-takes-any-member', acts: IMPOSTURES },
);
