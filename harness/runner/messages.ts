import type { ProvidedContext } from 'vitest';
import type { TestRecord } from '../model/record.ts';
import type { TestSelection } from './selection.ts';

/** A test file that has a selected test, and those tests; one that can't be loaded has none to tell. */
export interface ListedFile {
  /** Its path from the folder of the project that it lies in, as records have it. */
  readonly file: string;
  /** Its absolute path. */
  readonly path: string;
  readonly tests: readonly Pick<TestRecord, 'name' | 'edges'>[];
}

/** What the harness tells the runner's process: what to get ready for, then to say which tests of which files that is, or to begin, with what fixtures find with inject(). */
export type ToRunner =
  | { readonly kind: 'prepare'; readonly selection: Omit<TestSelection, 'files'>; readonly round: number }
  | { readonly kind: 'list'; readonly files: TestSelection['files'] }
  | { readonly kind: 'start'; readonly files: TestSelection['files']; readonly provided: Partial<ProvidedContext> };

/** What the runner's process tells the harness. */
export type FromRunner =
  | { readonly kind: 'listed'; readonly files: readonly ListedFile[] }
  | { readonly kind: 'begin'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'end';
      readonly id: string;
      readonly status: TestRecord['status'];
      /** Why it was skipped, or could not run. */
      readonly reason: string | undefined;
      readonly startedAt: number | undefined;
    }
  | { readonly kind: 'record'; readonly record: TestRecord }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'broken'; readonly words: readonly string[] };
