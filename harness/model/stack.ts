import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../base/failure.ts';
import { merged } from '../base/merged.ts';
import { rootsWith, type Project } from '../base/project.ts';
import { readYaml } from '../base/yaml-file.ts';
import { copiesOf, type Existing } from './existing.ts';

/** Values of a chart, by name. */
export const chartValuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const connectionSchema = z.strictObject({
  /** Pods that connect, and pods that listen, by their label `app`. */
  clients: z.array(z.string()),
  servers: z.array(z.string()),
  /** `any` where programs choose their ports when they start. */
  ports: z.union([z.literal('any'), z.array(z.number().int())]),
});

/** Images by where their references go in the values of a chart. */
export const chartImagesSchema = z.record(z.string(), z.string());

const certificateSchema = z.union([
  /** Of a Service and its pods. */
  z.strictObject({
    certificateOf: z.string(),
    /** Other Services of the same pods. */
    beside: z.array(z.string()).default([]),
    /** Pods of it that prove themselves to each other by it, by names of their own. */
    peers: z.array(z.string()).default([]),
    /** Whether its servers read no PEM: the Secret has a key store too. */
    keystore: z.boolean().default(false),
  }),
  /** Of somebody who proves by it who they are, and is no server. */
  z.strictObject({ certificateFor: z.string() }),
  /** Of pods that know each other by it; nobody signs it but they. */
  z.strictObject({ certificateAmong: z.string() }),
]);
/** One that the authority signs. */
export type SignedCredential = Exclude<z.infer<typeof certificateSchema>, { readonly certificateAmong: string }>;

/**
 * What a Secret has: random values, by their keys; a password and what a server knows it by; the password of a principal of Kerberos, by its whole name, and the keytab;
 * what signs certificates, or its own certificate for who trusts it; a certificate.
 */
const credentialSchema = z.union([
  z.array(z.string()),
  z.strictObject({ loginOf: z.string() }),
  z.strictObject({ principal: z.string().regex(/^[^@]+@[^@]+$/, 'a principal is name@REALM') }),
  z.enum(['authority', 'authority-certificate']),
  certificateSchema,
]);
export type Credential = z.infer<typeof credentialSchema>;

const systemSchema = z.strictObject({
  /** The folder of charts/ with what installs it, where that has another name. */
  chart: z.string().optional(),
  images: chartImagesSchema,
  configMaps: z.array(z.string()).default([]),
  publishes: z.array(z.string()).default([]),
  /** Systems that are somebody's own where it is: what is written by way of it is looked for there. */
  beside: z.array(z.string()).default([]),
  credentials: z.array(z.string()).default([]),
  /** Secrets that its clients have where it is somebody's own, and which the stack's is asked without. */
  theirCredentials: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  /** No run has it but one whose systems need it: what is asked of every system is not asked of this. */
  onlyWhereNeeded: z.boolean().default(false),
  /** Between its own pods, and to those of one that is the end of no edge. */
  inner: z.array(connectionSchema).default([]),
  /** Its pods that ask the API server for something, by their label `app`. */
  callsApiServer: z.array(z.string()).default([]),
  values: chartValuesSchema.default({}),
  memory: z.number(),
  disk: z.number(),
});

/** What blueprint/stack.yaml may say, which explains it. */
export const stackSchema = z.strictObject({
  systems: z.record(z.string(), systemSchema).default({}),
  credentials: z.record(z.string(), credentialSchema).default({}),
  networkPolicies: z.boolean().default(false),
  edges: z
    .record(
      z.string(),
      z.strictObject({
        from: z.string(),
        to: z.string(),
        after: z.array(z.string()).default([]),
        connections: z.array(connectionSchema).default([]),
      }),
    )
    .default({}),
});

/** What the stack is, as blueprint/stack.yaml says and explains it. */
export type Stack = z.infer<typeof stackSchema>;
export type System = Stack['systems'][string];

/** Pods that may connect to others. */
export type Connection = z.infer<typeof connectionSchema>;

/** The system that every run has which has any: tests come in through it. */
export const GATEWAY = 'gateway';

/** The part of a stack that a run installs. */
export interface StackPart {
  readonly stack: Stack;
  /** The systems, needed ones first. */
  readonly systems: readonly string[];
  /** Those that are there already, which nobody installs. */
  readonly existing?: Existing;
}

/** The keys of a Secret. */
export function keysOf(credential: Credential): readonly string[] {
  if (Array.isArray(credential)) return credential;
  if (typeof credential === 'object' && 'loginOf' in credential) return ['password', 'known-by'];
  if (typeof credential === 'object' && 'principal' in credential) return ['password', 'keytab'];
  if (credential === 'authority-certificate') return ['ca.crt'];
  const inStore = typeof credential === 'object' && 'certificateOf' in credential && credential.keystore;
  return ['tls.crt', 'tls.key', ...(inStore ? ['keystore'] : [])];
}

/** The Secrets that systems need, and those that come with systems that are there, by their names. */
export function credentialsOf({ stack, systems, existing }: StackPart): Record<string, Credential> {
  const names = new Set([...systems.flatMap((name) => systemNamed(stack, name).credentials), ...Object.keys(copiesOf(existing))]);
  return Object.fromEntries(Object.entries(stack.credentials).filter(([name]) => names.has(name)));
}

/** The shared ConfigMaps that systems consume, or say to others by where they are. */
export function sharedMapsOf({ stack, systems, existing = {} }: StackPart): ReadonlySet<string> {
  return new Set(
    [...systems, ...Object.keys(existing)]
      .map((name) => systemNamed(stack, name))
      .flatMap(({ configMaps, publishes }) => [...configMaps, ...publishes]),
  );
}

/** Reads blueprint/stack.yaml, the project's and this repository's as one. @throws UsageError when one of them is not as it should be, or both have the same name */
export function readStack(project: Project): Stack {
  const path = ['blueprint', 'stack.yaml'] as const;
  const files = rootsWith(project, ...path).map((root) => join(root, ...path));
  const parts = files.map((place) => ({ place, ...readYaml(place, stackSchema) }));
  return {
    systems: merged(
      'system',
      parts.map(({ place, systems }) => ({ place, entries: systems })),
    ),
    credentials: merged(
      'credential',
      parts.map(({ place, credentials }) => ({ place, entries: credentials })),
    ),
    networkPolicies: parts.some(({ networkPolicies }) => networkPolicies),
    edges: merged(
      'edge',
      parts.map(({ place, edges }) => ({ place, entries: edges })),
    ),
  };
}

/** The system of that name. @throws UsageError when the stack has none */
export function systemNamed(stack: Stack, name: string): System {
  const system = stack.systems[name];
  if (!system) throw new UsageError(`blueprint/stack.yaml has no system named ${name}`);
  return system;
}

/** The images that the pods of these systems run. */
export function imagesOf(stack: Stack, systems: readonly string[]): string[] {
  return [...new Set(systems.flatMap((name) => Object.values(systemNamed(stack, name).images)))];
}

/** Whether pods of a system connect to another's, over any edge. */
export function connectsTo({ edges }: Stack, system: string, other: string): boolean {
  return Object.values(edges).some(({ from, to, connections }) => from === system && to === other && connections.length > 0);
}

/** Systems and all whose data may speak of theirs: those that need them, transitively. Nobody's speaks of what keeps nothing. */
export function dependentsOf(stack: Stack, names: readonly string[]): string[] {
  const keeping = names.filter((name) => (stack.systems[name]?.disk ?? 0) > 0);
  const speaksOf = (name: string): boolean => withNeeds(stack, [name]).some((needed) => keeping.includes(needed));
  return Object.keys(stack.systems).filter((name) => names.includes(name) || speaksOf(name));
}

/** The systems wanted and all that they need, transitively, but for those that are there already and what only they need; those that are needed come first. */
export function withNeeds(stack: Stack, wanted: readonly string[], there: readonly string[] = []): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (there.includes(name)) return;
    if (path.includes(name)) throw new UsageError(`blueprint/stack.yaml: ${[...path, name].join(' needs ')}`);
    systemNamed(stack, name).needs.forEach((need) => visit(need, [...path, name]));
    ordered.add(name);
  };
  wanted.forEach((name) => visit(name, []));
  return [...ordered];
}
