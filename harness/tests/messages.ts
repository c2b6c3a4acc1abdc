import type { ProvidedContext } from 'vitest';
import type { TestRecord } from './record.ts';

/** Which tests a runner is for; known before the stack stands. */
export interface TestSelection {
  readonly projects: readonly ('harness' | 'suites' | 'disruptive')[];
  /** Path parts; only files whose path holds one of them run. */
  readonly files: readonly string[];
  /** A regular expression that the tests' full names must match. */
  readonly grep?: string | undefined;
  /** How much data the suites make: more of it takes longer, and leaves less room for tests beside each other. */
  readonly scale: string;
}

/** What the harness tells the runner's process: what to get ready for, then to begin, with what fixtures find with inject(). */
export type ToRunner =
  { readonly kind: 'prepare'; readonly selection: TestSelection } | { readonly kind: 'start'; readonly provided: Partial<ProvidedContext> };

/** What the runner's process tells the harness. */
export type FromRunner =
  | { readonly kind: 'begin'; readonly id: string; readonly name: string }
  | { readonly kind: 'end'; readonly id: string; readonly failed: boolean; readonly startedAt: number | undefined }
  | { readonly kind: 'record'; readonly record: TestRecord }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'done'; readonly memory: number }
  | { readonly kind: 'broken'; readonly words: readonly string[] };
