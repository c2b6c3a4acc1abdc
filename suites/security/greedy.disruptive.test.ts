import { describe } from 'vitest';
import { takeConnections } from './connections.ts';
import { takeQueries } from './queries.ts';
import { test } from './test.ts';

describe('somebody who takes more than their share leaves others', () => {
  test('ZooKeeper’s connections', async ({ door, gateway, zookeeper, kubernetes }) => {
    door.found('zookeeper-connections', await takeConnections(zookeeper.members[0] ?? '', gateway, kubernetes));
  });

  test('Presto’s threads', async ({ door, gateway, kubernetes }) => {
    door.found('presto-queries', await takeQueries({ gateway, kubernetes }));
  });
});
