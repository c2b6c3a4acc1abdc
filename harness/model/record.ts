import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { doorSchema } from './door.ts';

const count = z.int().min(0);

export const countsSchema = z.object({ passed: count, failed: count, skipped: count });

export const testRecordSchema = z.object({
  suite: z.string().describe('The suite’s name; `harness` for the harness’s own tests'),
  file: z.string().describe('Path of the test file, from the folder of the project that it lies in'),
  name: z.string().describe('The names of its describe blocks and its own, joined by " > "'),
  edges: z.array(z.string()).describe('The edges that it crosses; the first is the one that it proves'),
  untested: z.array(z.string()).exactOptional().describe('Of a test file or a set-up that failed: the edges that its tests were to prove'),
  status: countsSchema.keyof(),
  reason: z.string().exactOptional().describe('Why it was skipped: the capability that the target lacks'),
  door: doorSchema.exactOptional().describe('What it found at the door that it tried'),
  round: z.int().exactOptional().describe('Which round it ran in, from 1, when tests were repeated (--repeat)'),
  startedAt: z.number().describe('Milliseconds since the epoch'),
  duration: z.number().describe('Milliseconds'),
  errors: z
    .array(z.string())
    .describe('What was thrown, first line the message; with the place in the test and the difference where there is one'),
});

/** How one test ended, as reports show it. */
export type TestRecord = Frozen<z.infer<typeof testRecordSchema>>;

/** How many tests ended in each way. */
export type Counts = Frozen<z.infer<typeof countsSchema>>;

export function countOf(records: readonly TestRecord[]): Counts {
  const of = (wanted: TestRecord['status']): number => records.filter(({ status }) => status === wanted).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

/** " (round 3)", to stand behind a test's name; nothing when tests were not repeated. */
export function roundMark(round: number | undefined): string {
  return round === undefined ? '' : ` (round ${round})`;
}
