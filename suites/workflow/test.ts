import { withFlow } from '../../fixtures/flow.ts';
import { withHBase } from '../../fixtures/hbase.ts';
import { withKafka } from '../../fixtures/kafka.ts';
import { withNiFi } from '../../fixtures/nifi.ts';
import { withObjectStore } from '../../fixtures/object-store.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { test as base } from '../../fixtures/test.ts';

/** The suite's tests: a running flow, what it runs through, and Presto over what it leaves in the bucket. */
export const test = base
  .extend(...withNiFi)
  .extend(...withKafka)
  .extend(...withHBase)
  .extend(...withObjectStore)
  .extend('recordsPort', { scope: 'file' }, () => 9090)
  .extend(...withFlow)
  .extend(...withPresto)
  .extend(...withSchema);
