import type { EdgeVerdict } from '../model/edges.ts';
import type { TestRecord } from '../model/record.ts';
import type { Cleanup, Failure, Results } from '../model/results.ts';
import type { Step } from '../model/step.ts';

/** What is known of a run's ground, each as soon as it is. */
export type Facts = Partial<Pick<Results, 'host' | 'target' | 'cluster' | 'images' | 'systems'>>;

/** One thing that happened in a run. All that a run says, it says in these. */
export type RunEvent =
  /** `key` is the same in all events of one step. */
  | { readonly kind: 'step-began' | 'step-told' | 'step-ended'; readonly key: number; readonly step: Step }
  /** What the reader should know beside the steps: a fact found by probing, what differed and was replaced. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: Facts }
  | { readonly kind: 'test-ended'; readonly record: TestRecord }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'judged'; readonly edges: readonly EdgeVerdict[] }
  | { readonly kind: 'closed'; readonly cleanup: Cleanup }
  | { readonly kind: 'ended'; readonly results: Results };
