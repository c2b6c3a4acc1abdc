import { flowTest } from '../../fixtures/flow-test.ts';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';

/** The suite's tests: the ensemble, its tenants, and a flow that runs through them all. */
export const test = flowTest(9090).extend(...withZooKeeper);
