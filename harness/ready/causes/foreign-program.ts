import type { Cause } from './cause.ts';

/**
 * A crash whose only log line is the kernel's refusal: the program is for another processor. Nothing in the pod's status says so.
 * @param lines the last log lines of the container that the cause names
 */
export function withForeignProgram(cause: Cause, lines: readonly string[]): Cause {
  if (!lines.some((line) => line.includes('exec format error'))) return cause;
  return {
    ...cause,
    message: `${cause.message}; its program is for another architecture than the node`,
    mend: 'Choose an image that is published for the node’s architecture, or build it there: --images build.',
  };
}
