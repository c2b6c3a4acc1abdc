import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

const phaseSchema = z.enum(['plan', 'host', 'images', 'target', 'install', 'ready', 'connect', 'tests', 'diagnose', 'cleanup']);

const stepIdSchema = z.enum([
  'plan/list',
  'host/install-engine',
  'host/start-engine',
  'host/tool',
  'host/programs',
  'images/ask',
  'images/pull',
  'images/build',
  'images/unpack',
  'images/nodes',
  'images/push',
  'images/save',
  'images/load',
  'target/reach',
  'target/examine',
  'target/use',
  'target/delete',
  'target/create',
  'target/nodes',
  'target/disk',
  'target/boot',
  'install/remove',
  'install/release',
  'ready/system',
  'connect/gateway',
  'tests/test',
  'diagnose/collect',
  'cleanup/remove',
]);

export const stepSchema = z.object({
  id: stepIdSchema.describe('What it does, its phase first: words that figures are counted by, whatever its name says to people'),
  phase: phaseSchema,
  name: z.string(),
  startedAt: z.number().describe('Milliseconds since the epoch'),
  endedAt: z.number().exactOptional().describe('Milliseconds since the epoch'),
  status: z.enum(['running', 'done', 'failed']),
  detail: z.string().exactOptional().describe('The newest word on how far it is, or on how it ended'),
});

/** What the detail of a test's step begins with that has not run, and says why. */
export const SKIPPED = 'skipped';

/** The sentence that a run is, phase by phase. */
export type Phase = z.infer<typeof phaseSchema>;

/** What a step does, its phase first. */
export type StepId = z.infer<typeof stepIdSchema>;

/** One thing that a phase did: what, from when to when, and how it ended. */
export type Step = Frozen<z.infer<typeof stepSchema>>;
