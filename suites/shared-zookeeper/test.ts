import { withFlow } from '../../fixtures/flow.ts';
import { withHBase } from '../../fixtures/hbase.ts';
import { withKafka } from '../../fixtures/kafka.ts';
import { withNiFi } from '../../fixtures/nifi.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { test as base } from '../../fixtures/test.ts';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';

/** The suite's tests: the ensemble, its tenants, and a flow that runs through them all. */
export const test = base
  .extend(...withNiFi)
  .extend(...withKafka)
  .extend(...withHBase)
  .extend(...withObjectStore)
  .extend('recordsPort', { scope: 'file' }, () => 9090)
  .extend(...withFlow)
  .extend(...withZooKeeper);
