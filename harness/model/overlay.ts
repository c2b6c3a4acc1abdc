import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { checkKnown } from '../base/known-name.ts';
import { rootsWith, type Project } from '../base/project.ts';
import { readYaml } from '../base/yaml-file.ts';
import { chartImagesSchema, chartValuesSchema, systemNamed, type Stack } from './stack.ts';

const BASE = join('blueprint', 'base');
const OVERLAYS = join('blueprint', 'overlays');

/** The overlay of a target with three nodes and more. */
const REPLICATED = 'replicated';

/** The overlay whose systems ask who comes. */
export const SECURE = 'secure';

/** What the values.yaml of an overlay may say, by system: values, Secrets, shared ConfigMaps and needs beside the stack's, and what is in the place of the stack's. */
export const overlaySchema = z.record(
  z.string(),
  z.strictObject({
    values: chartValuesSchema.default({}),
    chart: z.string().optional(),
    images: chartImagesSchema.optional(),
    credentials: z.array(z.string()).default([]),
    configMaps: z.array(z.string()).default([]),
    needs: z.array(z.string()).default([]),
    memory: z.number().optional(),
  }),
);

/** Names of the overlays, which are folders of blueprint/overlays. */
function overlayNames(project: Project): string[] {
  const folders = rootsWith(project, OVERLAYS).flatMap((root) => readdirSync(join(root, OVERLAYS)).map((name) => ({ root, name })));
  return [
    ...new Set(folders.filter(({ root, name }) => existsSync(join(root, OVERLAYS, name, 'kustomization.yaml'))).map(({ name }) => name)),
  ];
}

/** @throws UsageError with the nearest name */
export function checkOverlayName(project: Project, name: string | undefined): void {
  if (name !== undefined) checkKnown('overlay', name, overlayNames(project));
}

/** The overlay asked for; else the replicated one where there are nodes enough to spread over; else none. */
export function chooseOverlay(asked: string | undefined, nodes: number): string | undefined {
  return asked ?? (nodes >= 3 ? REPLICATED : undefined);
}

/** The stack with an overlay's chart values, Secrets, ConfigMaps and needed systems beside its own, and the charts, images and memory that the overlay says; of an overlay that stands on another, or that several folders of the project have, with those of each. */
export function withOverlay(stack: Stack, project: Project, overlay: string | undefined): Stack {
  if (overlay === undefined) return stack;
  const changes = layersOf(overlay, project)
    .map((folder) => join(folder, 'values.yaml'))
    .filter((file) => existsSync(file))
    .map((file) => readYaml(file, overlaySchema));
  return changes.reduce(changed, stack);
}

/** What is read here of a kustomization.yaml. */
const kustomizationSchema = z.looseObject({ resources: z.array(z.string()).default([]) });

/** The folders of an overlay, one of each of the project's that has it, each after those of overlays that its Kustomization stands on. */
function layersOf(overlay: string, { roots }: Project): string[] {
  const overlays = roots.map((root) => join(root, OVERLAYS));
  const beneath = (folder: string): string[] => {
    const file = join(folder, 'kustomization.yaml');
    if (!existsSync(file)) return [folder];
    const { resources } = readYaml(file, kustomizationSchema);
    const others = resources.map((resource) => resolve(folder, resource)).filter((path) => overlays.includes(dirname(path)));
    return [...others.flatMap(beneath), folder];
  };
  return overlays.flatMap((folder) => beneath(join(folder, overlay)));
}

function changed(stack: Stack, changes: z.infer<typeof overlaySchema>): Stack {
  const systems = Object.entries(changes).map(([name, { values, credentials, configMaps, needs, ...others }]) => {
    const system = systemNamed(stack, name);
    for (const each of credentials) checkKnown('credential', each, Object.keys(stack.credentials));
    for (const each of needs) checkKnown('system', each, Object.keys(stack.systems));
    const { chart = system.chart, images = system.images, memory = system.memory } = others;
    const more = {
      values: { ...system.values, ...values },
      credentials: both(system.credentials, credentials),
      configMaps: both(system.configMaps, configMaps),
      needs: both(system.needs, needs),
    };
    return [name, { ...system, chart, images, memory, ...more }] as const;
  });
  return { ...stack, systems: { ...stack.systems, ...Object.fromEntries(systems) } };
}

function both(these: readonly string[], those: readonly string[]): string[] {
  return [...new Set([...these, ...those])];
}

/** The file with the volumes of an overlay that brings its own, which an administrator applies; undefined for one whose StorageClass makes them. */
export function volumesFile(project: Project, overlay: string | undefined): string | undefined {
  if (overlay === undefined) return undefined;
  return project.roots.map((root) => join(root, OVERLAYS, overlay, 'volumes.yaml')).find((file) => existsSync(file));
}

/** The folders that Kustomize renders the shared ConfigMaps from: of each of the project's folders its overlay of that name, or its base. */
export function configFolders(project: Project, overlay: string | undefined): string[] {
  return project.roots.flatMap((root) => {
    const candidates = [...(overlay === undefined ? [] : [join(root, OVERLAYS, overlay)]), join(root, BASE)];
    return candidates.find((folder) => existsSync(join(folder, 'kustomization.yaml'))) ?? [];
  });
}
