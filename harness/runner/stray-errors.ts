import type { SerializedError } from 'vitest';

/**
 * Whether an error is one that no test waited for: a rejection that nobody handled, above all of a client whose server has gone. Vitest's other unhandled
 * errors are of the runner itself: a worker that died, a reporter that threw.
 */
export function isStray({ type }: SerializedError): boolean {
  return type === 'Unhandled Rejection' || type === 'Uncaught Exception';
}

/** The absolute path of the test file that ran when an error came up; nothing where vitest does not know it. */
export function fileOfStray({ VITEST_TEST_PATH: path }: SerializedError): string | undefined {
  return typeof path === 'string' ? path : undefined;
}

/** The test that had begun last in that file when an error came up: often the one that it is of. */
export function latestTest({ VITEST_TEST_NAME: name }: SerializedError): string | undefined {
  return typeof name === 'string' ? name : undefined;
}
