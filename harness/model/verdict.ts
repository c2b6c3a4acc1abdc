import { EXIT } from '../base/failure.ts';
import type { Counts } from './record.ts';
import type { Failure, Results } from './results.ts';

/** What a run comes to. One whose tests were all skipped has proven nothing, and is not passed. @param failure why there is no verdict of the tests */
export function verdictOf(counts: Counts, failure: Failure | undefined): Pick<Results, 'verdict' | 'exitCode' | 'because'> {
  if (failure?.kind === 'interrupted') return { verdict: 'interrupted', exitCode: EXIT.interrupted };
  if (failure) return { verdict: 'ground failed', exitCode: EXIT.ground };
  if (counts.failed > 0) return { verdict: 'failed', exitCode: EXIT.testFailed };
  if (counts.passed > 0) return { verdict: 'passed', exitCode: EXIT.passed };
  return { verdict: 'failed', exitCode: EXIT.testFailed, because: `nothing was tested: ${whyNothing(counts)}` };
}

function whyNothing({ skipped }: Counts): string {
  if (skipped === 0) return 'there was no test';
  return skipped === 1 ? 'the only test was skipped' : `all ${skipped} tests were skipped`;
}
