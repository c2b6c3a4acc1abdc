import { describe } from 'vitest';
import { test as base } from './test.ts';
import { INTRUSIONS, TRESPASSES, comeToZooKeeper } from './zookeeper-doors.ts';

/** Undefined where it lets in whoever comes, so that there is no door to try. */
const test = base.extend('ensemble', { scope: 'file' }, ({ gateway, kubernetes, target }) => comeToZooKeeper(gateway, kubernetes, target));

const NOT_ASKED = 'this ZooKeeper asks nobody who they are: the overlay `secure` has it ask';

describe('a stranger at ZooKeeper', () => {
  test.for(Object.entries(INTRUSIONS))('%s', async ([, intrude], { door, ensemble }) => {
    if (ensemble === undefined) return door.cannotBeClosed('zookeeper-lets-strangers-in', NOT_ASKED);
    door.found('zookeeper-lets-strangers-in', await intrude(ensemble));
  });
});

describe('somebody who has logged in to ZooKeeper as', () => {
  test.for(Object.entries(TRESPASSES))('%s', async ([, trespass], { door, ensemble }) => {
    if (ensemble === undefined) return door.cannotBeClosed('zookeeper-lets-one-do-all', NOT_ASKED);
    door.found('zookeeper-lets-one-do-all', await trespass(ensemble));
  });
});
