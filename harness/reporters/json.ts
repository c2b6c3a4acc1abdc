import type { Reporter } from '../stream/reporter.ts';

/** The results as one line of JSON on standard output. */
export function reporter(): Reporter {
  return { end: (results) => void process.stdout.write(`${JSON.stringify(results)}\n`) };
}
