import { withFlow } from '../../fixtures/flow.ts';
import { withHBase } from '../../fixtures/hbase.ts';
import { withKafka } from '../../fixtures/kafka.ts';
import { withNiFi } from '../../fixtures/nifi.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { withSpark } from '../../fixtures/spark.ts';
import { test as base } from '../../fixtures/test.ts';
import { withZeppelin } from '../../fixtures/zeppelin.ts';

/** The suite's tests: a running flow, and the engines and notebooks over what it leaves. */
export const test = base
  .extend(...withNiFi)
  .extend(...withKafka)
  .extend(...withHBase)
  .extend(...withObjectStore)
  .extend('recordsPort', { scope: 'file' }, () => 9091) // the suite workflow has a flow of its own, which may run at the same time
  .extend(...withFlow)
  .extend(...withPresto)
  .extend(...withSchema)
  .extend(...withSpark)
  .extend(...withZeppelin);
