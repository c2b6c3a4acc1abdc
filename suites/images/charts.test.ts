import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1ObjectMeta, V1PodSpec, V1PodTemplateSpec } from '@kubernetes/client-node';
import { describe, expect, test as base } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { LABEL, ROOT, findTool, imageNamed, readCatalogue, readStack, run, withOverlay, type System } from '../../harness/index.ts';

/** An object as a chart makes it; those that are workloads have a pod template. */
interface Rendered {
  readonly kind: string;
  readonly metadata: V1ObjectMeta;
  readonly spec?: { readonly template?: V1PodTemplateSpec };
}

/** With this overlay's values charts make all that they can make. */
const { systems } = withOverlay(readStack(), 'replicated');
const CHARTS = Object.keys(systems);
const PUBLIC = parse(readFileSync(join(ROOT, 'images', 'public.yaml'), 'utf8')) as Readonly<
  Record<string, { readonly volumes: readonly string[] }>
>;

/** The objects of every chart, by its name. */
const test = base.extend('charts', { scope: 'file' }, async () => {
  const helm = await findTool('helm', AbortSignal.timeout(10_000));
  if (helm === undefined) throw new Error('the harness has no Helm, with which it installed this stack');
  return new Map(
    await Promise.all(Object.entries(systems).map(async ([name, system]) => [name, await render(helm, name, system)] as const)),
  );
});

/** Renders a chart with the catalogue's names in the place of images' references. */
async function render(helm: string, name: string, { images, values }: System): Promise<readonly Rendered[]> {
  const names = Object.entries(images).flatMap(([path, image]) => ['--set', `${path}=${image}`]);
  const manifest = await run(helm, ['template', name, join(ROOT, 'charts', name), '--values', '-', ...names], { input: stringify(values) });
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null);
}

describe('images/public.yaml', () => {
  test.for(Object.keys(PUBLIC))('%s has a public image', (name) => {
    expect(readCatalogue().get(name)?.upstream).toBeDefined();
  });
});

describe('what a chart makes', () => {
  test.for(CHARTS)('%s mounts nothing above a volume of the public image', (name, { charts }) => {
    const above = podsOf(charts.get(name))
      .flatMap(({ initContainers = [], containers }) => [...initContainers, ...containers])
      .flatMap(({ name: container, image = '', volumeMounts = [] }) => {
        const paths = volumeMounts.map(({ mountPath }) => mountPath);
        const unmatched = PUBLIC[image]?.volumes.filter((volume) => !paths.includes(volume)) ?? [];
        return unmatched.flatMap((volume) =>
          paths.filter((path) => volume.startsWith(`${path}/`)).map((path) => `${container}: ${path} is above ${volume}`),
        );
      });
    expect(above).toEqual([]);
  });

  test.for(CHARTS)('%s labels every object as the stack’s', (name, { charts }) => {
    for (const { kind, metadata } of charts.get(name) ?? []) {
      expect(metadata.labels, `${kind} ${metadata.name ?? ''}`).toMatchObject(LABEL);
    }
  });

  test.for(CHARTS)('%s bounds glibc’s arenas wherever a JVM runs', (name, { charts }) => {
    for (const { image = '', env } of podsOf(charts.get(name)).flatMap(({ containers }) => containers)) {
      if (!hasJava(image)) continue;
      expect(env).toContainEqual({ name: 'MALLOC_ARENA_MAX', value: '2' });
    }
  });
});

/** The pods that a chart's workloads make. @throws AssertionError when there are none */
function podsOf(objects: readonly Rendered[] = []): V1PodSpec[] {
  const pods = objects.flatMap(({ spec }) => spec?.template?.spec ?? []);
  expect(pods).not.toEqual([]);
  return pods;
}

/** Whether charts may count on Java in an image. */
function hasJava(image: string): boolean {
  return imageNamed(readCatalogue(), image).contract?.commands.some(([program]) => program === 'java') ?? false;
}
