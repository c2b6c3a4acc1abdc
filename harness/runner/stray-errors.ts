import { relative } from 'node:path';
import type { SerializedError } from 'vitest';
import { ROOT } from '../base/paths.ts';

/**
 * Whether an error is one that no test waited for: a rejection that nobody handled, above all of a client whose server has gone. Vitest's other unhandled
 * errors are of the runner itself: a worker that died, a reporter that threw.
 */
export function isStray({ type }: SerializedError): boolean {
  return type === 'Unhandled Rejection' || type === 'Uncaught Exception';
}

/** The test file that ran when an error came up, by its path from the repository's root; empty where vitest does not know it. */
export function fileOfStray({ VITEST_TEST_PATH: path }: SerializedError): string {
  return typeof path === 'string' ? relative(ROOT, path) : '';
}

/** The test that had begun last in that file when an error came up: often the one that it is of. */
export function latestTest({ VITEST_TEST_NAME: name }: SerializedError): string | undefined {
  return typeof name === 'string' ? name : undefined;
}
