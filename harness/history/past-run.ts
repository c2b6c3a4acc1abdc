import type { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { resultsSchema } from '../model/results.ts';

const pastRunSchema = resultsSchema.pick({
  schema: true,
  run: true,
  verdict: true,
  target: true,
  edges: true,
  tests: true,
  timeline: true,
});

/** What is compared of runs that are over. */
export type PastRun = Frozen<z.infer<typeof pastRunSchema>>;

/** Reads a results.json; undefined for what is none: damaged, or of another version. */
export function readPastRun(text: string): PastRun | undefined {
  try {
    return pastRunSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
