import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

/** Spoofing, tampering, repudiation, information disclosure, denial of service, elevation of privilege. */
export const LETTERS = ['S', 'T', 'R', 'I', 'D', 'E'] as const;
export type Letter = (typeof LETTERS)[number];

/** From the worst on. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

const boundarySchema = z.strictObject({
  title: z.string(),
  within: z.string().exactOptional().describe('The boundary around it'),
});

const partySchema = z.strictObject({
  in: z.string().describe('The boundary that it is within'),
  title: z.string().exactOptional().describe('What it is, where its name does not say'),
  system: z.string().exactOptional().describe('The system of blueprint/stack.yaml whose chart makes its pods'),
  labels: z.record(z.string(), z.string()).default({}).describe('By which its pods are selected'),
  onlyWith: z.string().exactOptional().describe('The overlay without which nobody makes its pods'),
  unnamed: z.array(z.int()).default([]).describe('Ports that it opens and that neither a Service nor a container of its chart names'),
});

const portSchema = z.union([z.int().min(1).max(65_535), z.literal('any')]).describe('"any" where it is chosen when a program starts');

const endsSchema = z.strictObject({
  from: z.array(z.string()).min(1).describe('Parties, or a boundary for all that are in it'),
  to: z.record(z.string(), z.array(portSchema).min(1)).describe('Ports by party'),
});

const flowSchema = z.strictObject({
  ends: endsSchema
    .exactOptional()
    .describe('Not of an edge, nor within a system whose inner connections blueprint/stack.yaml has: these have them there'),
  protocol: z.string(),
  authentication: z.string().default('none').describe('How the one who is called knows who calls'),
  encryption: z.string().default('none'),
});

const assetSchema = z.strictObject({
  title: z.string(),
  at: z.array(z.string()).min(1).describe('Parties that hold it'),
});

const answered = {
  where: z.array(z.string()).min(1).describe('Flows and assets'),
  stride: z.string().regex(/^(?!.*(.).*\1)[STRIDE]+$/, 'must be letters of STRIDE, each once'),
  references: z.array(z.string()).default([]),
};

const threatened = {
  ...answered,
  threat: z.string(),
  by: z.array(z.string()).min(1).describe('Attackers'),
  severity: z.enum(SEVERITIES),
  instead: z.string().exactOptional().describe('What makes it less bad meanwhile'),
};

const testsSchema = z.record(z.string(), z.array(z.string()).min(1));

const threatSchema = z.discriminatedUnion('state', [
  z.strictObject({
    ...threatened,
    state: z.literal('held'),
    because: z.string().exactOptional(),
    tests: testsSchema.describe('Names of tests that try it, or of blocks that all tests in them do, by file'),
  }),
  z.strictObject({ ...threatened, state: z.literal('untried'), because: z.string().describe('What should hold it; no test tries it') }),
  z.strictObject({
    ...threatened,
    state: z.literal('open'),
    because: z.string(),
    tests: testsSchema.exactOptional().describe('Names of tests that do what it says, by file'),
  }),
  z.strictObject({ ...answered, state: z.literal('none'), because: z.string().describe('Why it is no threat there') }),
]);

/** What blueprint/threats.yaml may say, which explains it. */
export const threatsSchema = z.strictObject({
  attackers: z.record(z.string(), z.string()),
  boundaries: z.record(z.string(), boundarySchema),
  parties: z.record(z.string(), partySchema),
  flows: z.record(z.string(), flowSchema),
  assets: z.record(z.string(), assetSchema),
  references: z.record(z.string(), z.string()),
  threats: z.record(z.string(), threatSchema),
});

/** What blueprint/threats.yaml says and explains. */
export type WrittenThreats = Frozen<z.infer<typeof threatsSchema>>;
export type Ends = Frozen<z.infer<typeof endsSchema>>;
export type Flow = Omit<WrittenThreats['flows'][string], 'ends'> & Ends;
export type Party = WrittenThreats['parties'][string];
export type Threat = WrittenThreats['threats'][string];

/** The threat model: who speaks to whom is known of every flow. */
export type Threats = Omit<WrittenThreats, 'flows'> & { readonly flows: Readonly<Record<string, Flow>> };
