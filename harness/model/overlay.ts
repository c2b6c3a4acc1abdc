import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkKnown } from '../base/known-name.ts';
import { ROOT } from '../base/paths.ts';
import { chartValuesSchema, systemNamed, type Stack } from './stack.ts';

const BLUEPRINT = join(ROOT, 'blueprint');
const OVERLAYS = join(BLUEPRINT, 'overlays');

/** The overlay of a target with three nodes and more. */
const REPLICATED = 'replicated';

/** What the values.yaml of an overlay may say. */
export const overlaySchema = z.record(z.string(), z.strictObject({ values: chartValuesSchema, memory: z.number() }));

/** Names of the overlays, which are folders of blueprint/overlays. */
function overlayNames(): string[] {
  return readdirSync(OVERLAYS).filter((name) => existsSync(join(OVERLAYS, name, 'kustomization.yaml')));
}

/** @throws UsageError with the nearest name */
export function checkOverlayName(name: string | undefined): void {
  if (name !== undefined) checkKnown('overlay', name, overlayNames());
}

/** The overlay asked for; else the replicated one where there are nodes enough to spread over; else none. */
export function chooseOverlay(asked: string | undefined, nodes: number): string | undefined {
  return asked ?? (nodes >= 3 ? REPLICATED : undefined);
}

/** The stack with an overlay's chart values, and what it needs then. */
export function withOverlay(stack: Stack, overlay: string | undefined): Stack {
  if (overlay === undefined) return stack;
  const changes = overlaySchema.parse(parse(readFileSync(join(OVERLAYS, overlay, 'values.yaml'), 'utf8')));
  const changed = Object.entries(changes).map(([name, change]) => [name, { ...systemNamed(stack, name), ...change }] as const);
  return { ...stack, systems: { ...stack.systems, ...Object.fromEntries(changed) } };
}

/** The folder that Kustomize renders the shared ConfigMaps from. */
export function configFolder(overlay: string | undefined): string {
  return overlay === undefined ? join(BLUEPRINT, 'base') : join(OVERLAYS, overlay);
}
