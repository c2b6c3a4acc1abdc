import type { ProvidedContext } from 'vitest';
import { createVitest } from 'vitest/node';
import { GroundFailure } from '../failure.ts';
import { ROOT } from '../paths.ts';
import type { Timeline } from '../report/timeline.ts';
import type { TestRecord } from './record.ts';
import { Recorder } from './recorder.ts';

/** Which tests to run, and what they are given. */
export interface TestRequest {
  readonly projects: readonly ('harness' | 'suites' | 'disruptive')[];
  /** Path parts; only files whose path holds one of them run. */
  readonly files: readonly string[];
  /** A regular expression that the tests' full names must match. */
  readonly grep?: string | undefined;
  /** What fixtures find with inject(). */
  readonly provided?: Partial<ProvidedContext>;
}

/** Runs tests with vitest, in this process's children, and gives a record of each. @throws GroundFailure when vitest itself fails */
export async function runTests(request: TestRequest, timeline: Timeline, signal: AbortSignal): Promise<readonly TestRecord[]> {
  const recorder = new Recorder(timeline);
  const vitest = await createVitest('test', {
    root: ROOT,
    watch: false,
    project: [...request.projects],
    reporters: [recorder],
    passWithNoTests: true,
    ...(request.grep === undefined ? {} : { testNamePattern: new RegExp(request.grep) }),
  });
  const cancel = (): void => void vitest.cancelCurrentRun('keyboard-input');
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    for (const [key, value] of Object.entries(request.provided ?? {})) vitest.provide(key as keyof ProvidedContext, value);
    const { unhandledErrors } = await vitest.start([...request.files]);
    signal.throwIfAborted();
    if (unhandledErrors.length > 0)
      throw new GroundFailure(
        'the test runner failed',
        'This is a mistake in a test or a fixture.',
        unhandledErrors.map((error) => describe(error)),
      );
    return recorder.records.filter(({ status, reason }) => status !== 'skipped' || reason !== undefined || request.grep === undefined);
  } finally {
    signal.removeEventListener('abort', cancel);
    await vitest.close();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}
