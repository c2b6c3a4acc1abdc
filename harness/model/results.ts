import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { clusterFactsSchema } from './cluster-facts.ts';
import { doorVerdictSchema } from './doors.ts';
import { edgeVerdictSchema } from './edges.ts';
import { flakyTestSchema } from './flaky.ts';
import { hostFactsSchema } from './host.ts';
import { countsSchema, testRecordSchema, type Counts } from './record.ts';
import { stepSchema } from './step.ts';

const cleanupSchema = z.object({ status: z.enum(['kept', 'removed', 'failed', 'nothing to do']), detail: z.string() });

const failureSchema = z.object({
  kind: z.enum(['ground', 'interrupted']),
  message: z.string(),
  mend: z.string().describe('What to do about it'),
  evidence: z.array(z.string()),
});

const targetFactsSchema = z.object({
  origin: z.enum(['kind', 'own']).describe('`kind`: a cluster that the harness made; `own`: the user’s'),
  name: z.string(),
  namespace: z.string().describe('Where the stack was installed'),
  fresh: z.boolean().describe('The run made it; false when it stood already'),
  testsRunAs: z.string().exactOptional().describe('The account that tests logged in as; where it is not one of their own, why'),
});

const imageFactsSchema = z.object({
  name: z.string(),
  reference: z.string(),
  id: z.string().exactOptional(),
  origin: z
    .enum(['pulled', 'built', 'twin', 'the cluster', 'there', 'pull', 'build'])
    .describe(
      'How it was had, `twin` being built after what is known of the public one; `there`, `pull` and `build` are what was planned, where the run ended before',
    ),
});

const runSchema = z.object({
  id: z.string(),
  startedAt: z.number().describe('Milliseconds since the epoch'),
  endedAt: z.number().describe('Milliseconds since the epoch'),
  arguments: z.array(z.string()).describe('The command line'),
});

/** What results.json says. Fields may be added to schema 1, so that others are allowed everywhere. */
export const resultsSchema = z.object({
  schema: z.literal(1),
  run: runSchema,
  verdict: z.enum(['passed', 'failed', 'ground failed', 'interrupted']),
  exitCode: z.int(),
  because: z.string().exactOptional().describe('Why the verdict is what it is, where no test and no failure says so'),
  counts: countsSchema,
  flaky: z
    .array(flakyTestSchema)
    .default([]) // runs of before --repeat have no such list
    .describe('Tests that both passed and failed, when they were repeated; they count as failed'),
  failure: failureSchema.exactOptional().describe('Why the run ended without a verdict of its tests'),
  host: hostFactsSchema.optional(),
  target: targetFactsSchema.optional().describe('The cluster that the run took place on'),
  cluster: clusterFactsSchema.exactOptional().describe('What that cluster is; of a run whose stack stood'),
  images: z.array(imageFactsSchema),
  systems: z.array(z.object({ name: z.string(), fingerprint: z.string() })),
  edges: z.array(edgeVerdictSchema),
  doors: z
    .array(doorVerdictSchema)
    .default([]) // runs of before the suite `security` have no such list
    .describe('What attackers found at each door that a test tried: the second map of the verdict'),
  tests: z.array(testRecordSchema.extend({ reproduce: z.string().exactOptional().describe('The command that runs it again') })),
  notes: z.array(z.string()),
  timeline: z.array(stepSchema),
  cleanup: cleanupSchema.describe('What became of the cluster and of what the run put there; it never changes the verdict'),
  harnessMemory: z.number().describe('The harness’s own memory at its highest, in MiB'),
});

/** results.json: one run, whole. Times are milliseconds since the epoch, durations milliseconds, memory and disk MiB. */
export type Results = Frozen<z.infer<typeof resultsSchema>>;

/** What became of the cluster and of what the run put there. It never changes the verdict. */
export type Cleanup = Results['cleanup'];

/** The reason why a run ended without a verdict of its tests. */
export type Failure = NonNullable<Results['failure']>;

/** The cluster that a run took place on. */
export type TargetFacts = NonNullable<Results['target']>;

/** "44 passed, 0 failed, 0 skipped": the last line of every run. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
