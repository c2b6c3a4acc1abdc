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

/** How nodes get images from a registry of their owner's; without it charts say nothing of either. */
const PULLING = { pullSecrets: ['login'], pullPolicy: 'Always' };

/** Renders a chart with the catalogue's names in the place of images' references. */
async function render(helm: string, name: string, { images, values }: System): Promise<readonly Rendered[]> {
  const names = Object.entries(images).flatMap(([path, image]) => ['--set', `${path}=${image}`]);
  const manifest = await run(helm, ['template', name, join(ROOT, 'charts', name), '--values', '-', ...names], {
    input: stringify({ ...values, ...PULLING }),
  });
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null);
}

describe('what charts make', () => {
  test('mounts nothing above a volume of the public image', ({ charts }) => {
    const above = CHARTS.flatMap((name) => podsOf(charts.get(name)).flatMap(mountsAboveVolumes));
    expect(above).toEqual([]);
    expect(Object.keys(PUBLIC).filter((image) => readCatalogue().get(image)?.upstream === undefined)).toEqual([]);
  });

  test('is labelled as the stack’s', ({ charts }) => {
    for (const { kind, metadata } of CHARTS.flatMap((name) => charts.get(name) ?? []))
      expect(metadata.labels, `${kind} ${metadata.name ?? ''}`).toMatchObject(LABEL);
  });

  test('logs in to a registry and pulls as the values say', ({ charts }) => {
    const pods = CHARTS.flatMap((name) => podsOf(charts.get(name)));
    for (const { imagePullSecrets } of pods) expect(imagePullSecrets).toEqual([{ name: 'login' }]);
    for (const { name, imagePullPolicy } of pods.flatMap(({ initContainers = [], containers }) => [...initContainers, ...containers]))
      expect(imagePullPolicy, name).toBe('Always');
  });

  test('bounds glibc’s arenas wherever a JVM runs', ({ charts }) => {
    const containers = CHARTS.flatMap((name) => podsOf(charts.get(name)).flatMap((pod) => pod.containers));
    for (const { name, env } of containers.filter(({ image = '' }) => hasJava(image)))
      expect(env, name).toContainEqual({ name: 'MALLOC_ARENA_MAX', value: '2' });
  });
});

/** "kafka: /etc/kafka is above /etc/kafka/secrets": containerd could not make the volume's mount point there. */
function mountsAboveVolumes({ initContainers = [], containers }: V1PodSpec): string[] {
  return [...initContainers, ...containers].flatMap(({ name, image = '', volumeMounts = [] }) => {
    const paths = volumeMounts.map(({ mountPath }) => mountPath);
    const unmatched = PUBLIC[image]?.volumes.filter((volume) => !paths.includes(volume)) ?? [];
    return unmatched.flatMap((volume) =>
      paths.filter((path) => volume.startsWith(`${path}/`)).map((path) => `${name}: ${path} is above ${volume}`),
    );
  });
}

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
