import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../base/paths.ts';
import type { Existing } from './existing.ts';

/** Values of a chart, by name. */
export const chartValuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const systemSchema = z.strictObject({
  images: z.record(z.string(), z.string()),
  address: z.record(z.string(), z.array(z.string())).optional(),
  configMaps: z.array(z.string()).default([]),
  credentials: z.array(z.string()).default([]),
  needs: z.array(z.string()).default([]),
  values: chartValuesSchema.default({}),
  memory: z.number(),
  disk: z.number(),
});

const stackSchema = z.strictObject({
  systems: z.record(z.string(), systemSchema),
  credentials: z.record(z.string(), z.array(z.string())),
  edges: z.record(z.string(), z.strictObject({ from: z.string(), to: z.string(), after: z.array(z.string()).default([]) })),
});

/** What the stack is, as blueprint/stack.yaml says and explains it. */
export type Stack = z.infer<typeof stackSchema>;
export type System = Stack['systems'][string];

/** The part of a stack that a run installs. */
export interface StackPart {
  readonly stack: Stack;
  /** The systems, needed ones first. */
  readonly systems: readonly string[];
  /** Those that are there already, which nobody installs. */
  readonly existing?: Existing;
}

/** The Secrets that systems need: their keys by their names. */
export function credentialsOf({ stack, systems }: StackPart): Record<string, readonly string[]> {
  const names = new Set(systems.flatMap((name) => systemNamed(stack, name).credentials));
  return Object.fromEntries(Object.entries(stack.credentials).filter(([name]) => names.has(name)));
}

/** Reads blueprint/stack.yaml. @throws ZodError when it doesn't have the documented shape */
export function readStack(): Stack {
  return stackSchema.parse(parse(readFileSync(join(ROOT, 'blueprint', 'stack.yaml'), 'utf8')));
}

/** The system of that name. @throws Error when the stack has none, which is a mistake in this repository */
export function systemNamed(stack: Stack, name: string): System {
  const system = stack.systems[name];
  if (!system) throw new Error(`blueprint/stack.yaml has no system named ${name}`);
  return system;
}

/** Systems and all that need them, transitively. */
export function dependentsOf(stack: Stack, names: readonly string[]): string[] {
  return Object.keys(stack.systems).filter((name) => withNeeds(stack, [name]).some((needed) => names.includes(needed)));
}

/** The systems wanted and all that they need, transitively, but for those that are there already and what only they need; those that are needed come first. */
export function withNeeds(stack: Stack, wanted: readonly string[], there: readonly string[] = []): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (there.includes(name)) return;
    if (path.includes(name)) throw new Error(`blueprint/stack.yaml: ${[...path, name].join(' needs ')}`);
    systemNamed(stack, name).needs.forEach((need) => visit(need, [...path, name]));
    ordered.add(name);
  };
  wanted.forEach((name) => visit(name, []));
  return [...ordered];
}
