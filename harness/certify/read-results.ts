import { z } from 'zod';
import type { Results } from '../model/results.ts';

const text = z.string();
const counts = z.object({ passed: z.int(), failed: z.int(), skipped: z.int() });
/** What Date can show. */
const moment = z.number().min(0).max(8.64e15);

/** What a bundle's files are made from, of results.json. */
const resultsSchema = z.looseObject({
  schema: z.literal(1),
  run: z.looseObject({ id: text, startedAt: moment, endedAt: moment, arguments: z.array(text) }),
  verdict: z.enum(['passed', 'failed', 'ground failed', 'interrupted']),
  counts,
  images: z.array(z.looseObject({ reference: text })),
  cluster: z
    .looseObject({
      kubernetes: text.optional(),
      nodes: z.array(z.looseObject({ os: text, architecture: text, kernel: text, runtime: text })).optional(),
      storageClasses: z.array(z.looseObject({ name: text, provisioner: text, isDefault: z.boolean() })).optional(),
      podNetwork: text.optional(),
      images: z.array(z.looseObject({ reference: text, id: text })).optional(),
      untold: z.array(text),
    })
    .optional(),
  edges: z.array(z.looseObject({ name: text, status: text, because: text.optional() })),
  tests: z.array(
    z.looseObject({
      suite: text,
      file: text,
      name: text,
      edges: z.array(text),
      status: z.enum(['passed', 'failed', 'skipped']),
      reason: text.optional(),
      startedAt: moment,
      duration: z.number(),
      errors: z.array(text),
    }),
  ),
  notes: z.array(text),
  timeline: z.array(
    z.looseObject({
      phase: text,
      name: text,
      startedAt: moment,
      endedAt: moment.optional(),
      status: z.enum(['running', 'done', 'failed']),
      detail: text.optional(),
    }),
  ),
});

/** Reads results.json of a bundle, which anybody may have written. @throws ZodError or SyntaxError where it is none */
export function readResults(content: string): Results {
  const results: unknown = JSON.parse(content);
  resultsSchema.parse(results); // what it gives has the keys in another order
  return results as Results;
}
