import { describe } from 'vitest';
import { LIMIT, fillFolder } from './folders.ts';
import { test } from './test.ts';

describe('somebody who takes more than their share leaves others', () => {
  test('the node’s disk', { timeout: LIMIT }, async ({ door, kubernetes, disruption }) => {
    const [pod] = await kubernetes.podNames('zookeeper');
    door.found('disk-within-pods', await fillFolder(pod ?? '', { kubernetes, disruption }));
  });
});
