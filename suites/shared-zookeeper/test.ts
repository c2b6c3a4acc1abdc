import { withHBase } from '../../fixtures/hbase.ts';
import { withKafka } from '../../fixtures/kafka.ts';
import { test as base } from '../../fixtures/test.ts';
import { withZooKeeper } from '../../fixtures/zookeeper.ts';

/** The suite's tests: the ensemble, and tenants of it that are asked for something. */
export const test = base
  .extend(...withKafka)
  .extend(...withHBase)
  .extend(...withZooKeeper);
