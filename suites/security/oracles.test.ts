import { describe } from 'vitest';
import type { Given } from '../../harness/index.ts';
import { MayNotAsk, askLevel, askRights } from './oracles.ts';
import { test as base } from './test.ts';
import type { Attempt } from './tried-door.ts';

/** Asks, or skips the test where only an administrator of the cluster may. */
const test = base.extend('ask', ({ target, skip }) => async (judge: (target: Given) => Promise<Attempt>) => {
  try {
    return await judge(target);
  } catch (error) {
    if (error instanceof MayNotAsk) return skip('only an administrator of the cluster may ask that');
    throw error;
  }
});

describe('Kubernetes itself finds nothing', () => {
  test('in the pods of the namespace that the restricted level forbids', async ({ door, ask }) => {
    door.found('pod-breaks-out', await ask(askLevel));
  });

  test('that an account of the stack’s may ask for beyond its business', async ({ door, ask }) => {
    door.found('token-in-a-pod', await ask(askRights));
  });
});
