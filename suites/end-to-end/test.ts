import { flowTest } from '../../fixtures/flow-test.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';
import { withSpark } from '../../fixtures/spark.ts';
import { withZeppelin } from '../../fixtures/zeppelin.ts';

/** The suite's tests: a running flow, and the engines and notebooks over what it leaves. The suite workflow has a flow of its own, which may run at the same time. */
export const test = flowTest(9091)
  .extend(...withPresto)
  .extend(...withSchema)
  .extend(...withSpark)
  .extend(...withZeppelin);
