import type { ClusterFacts } from './cluster-facts.ts';
import type { HostFacts } from './host.ts';
import type { Counts, TestRecord } from './record.ts';
import type { EdgeVerdict } from './edges.ts';
import type { FlakyTest } from './flaky.ts';
import type { Step } from './step.ts';

/** What became of the cluster and of what the run put there. It never changes the verdict. */
export interface Cleanup {
  readonly status: 'kept' | 'removed' | 'failed' | 'nothing to do';
  readonly detail: string;
}

/** The reason why a run ended without a verdict of its tests. */
export interface Failure {
  readonly kind: 'ground' | 'interrupted';
  readonly message: string;
  readonly mend: string;
  readonly evidence: readonly string[];
}

/** The cluster that a run took place on. */
export interface TargetFacts {
  /** Which kind of target it is: `kind` for a cluster that the harness made, `own` for the user's … */
  readonly origin: string;
  readonly name: string;
  /** Where the stack was installed. */
  readonly namespace: string;
  /** The run made it; false when it stood already. */
  readonly fresh: boolean;
}

/** results.json: one run, whole. Times are milliseconds since the epoch, durations milliseconds, memory and disk MiB. */
export interface Results {
  readonly schema: 1;
  readonly run: { readonly id: string; readonly startedAt: number; readonly endedAt: number; readonly arguments: readonly string[] };
  readonly verdict: 'passed' | 'failed' | 'ground failed' | 'interrupted';
  readonly exitCode: number;
  /** Why the verdict is what it is, where no test and no failure says so. */
  readonly because?: string;
  readonly counts: Counts;
  /** Tests that both passed and failed, when they were repeated; they count as failed. */
  readonly flaky: readonly FlakyTest[];
  readonly failure?: Failure;
  readonly host: HostFacts | undefined;
  readonly target: TargetFacts | undefined;
  /** Of a run whose stack stood; there is none where no cluster is. */
  readonly cluster?: ClusterFacts;
  readonly images: readonly { readonly name: string; readonly reference: string; readonly id?: string; readonly origin: string }[];
  readonly systems: readonly { readonly name: string; readonly fingerprint: string }[];
  readonly edges: readonly EdgeVerdict[];
  readonly tests: readonly (TestRecord & { readonly reproduce?: string })[];
  readonly notes: readonly string[];
  readonly timeline: readonly Step[];
  readonly cleanup: Cleanup;
  /** The harness's own memory at its highest, in MiB. */
  readonly harnessMemory: number;
}

/** "44 passed, 0 failed, 0 skipped": the last line of every run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
