import { flowTest } from '../../fixtures/flow-test.ts';
import { withPresto } from '../../fixtures/presto.ts';
import { withSchema } from '../../fixtures/schema.ts';

/** The suite's tests: a running flow, what it runs through, and Presto over what it leaves in the bucket. */
export const test = flowTest(9090)
  .extend(...withPresto)
  .extend(...withSchema);
