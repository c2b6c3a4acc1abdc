import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { ROOT } from '../../base/paths.ts';
import { REPOSITORY } from '../../base/project.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { known, publicSideOf, type PublicImage } from '../../images/public.ts';
import { LABEL } from '../../cluster/label.ts';
import { readStack } from '../../model/stack.ts';
import { callsIn } from './calls.ts';
import { containersOf, type ChartContainer } from './container.ts';
import { wrongFlags } from './jvm.ts';
import { mountsAboveVolumes } from './mounts.ts';
import { configMapsOf, objectsOf, podsOf } from './pods.ts';
import { whyNotCallable } from './programs.ts';
import { renderedStack } from './rendered.ts';
import { tooLargeJvms, tooSmallBudgets } from './room.ts';
import { scriptsOf } from './scripts.ts';
import { functionsIn } from './shell.ts';
import { wrongWrites } from './writes.ts';

/** A machine that does other things too takes a minute to render all charts. In milliseconds. */
const PATIENCE = 120_000;

const CATALOGUE = readCatalogue(REPOSITORY);

/** Tests of all that charts make with an overlay, with images' names in the place of their references. */
const testOf = (overlay: string) =>
  base.extend('stack', { scope: 'file' }, async () => {
    const rendered = await renderedStack(AbortSignal.timeout(PATIENCE), overlay);
    if (rendered === undefined) return undefined;
    const { config, releases } = rendered;
    const texts = new Map([...[...config].map(([name, { data }]) => [name, data] as const), ...releases.flatMap(configMapsOf)]);
    return {
      config,
      releases,
      objects: releases.flatMap(objectsOf),
      pods: releases.flatMap(podsOf),
      containers: releases.flatMap(podsOf).flatMap((pod) => containersOf(pod, texts)),
    };
  });

/** With these overlays charts make all that they can make. */
const BLOCKS = [
  ['what charts make', testOf('replicated')],
  ['what charts make with the overlay secure', testOf('secure')],
  ['what charts make with the overlay kerberos', testOf('kerberos')],
  ['what charts make with the overlay versitygw', testOf('versitygw')],
] as const;

describe.for(BLOCKS)('%s', { timeout: PATIENCE }, ([, test]) => {
  test.beforeEach(({ stack, skip }) =>
    skip(stack === undefined, 'Helm and kubectl cannot be had without building an image first: `npm run up` does'),
  );

  test('is labelled as the stack’s', ({ stack }) => {
    for (const { kind, metadata } of stack?.objects ?? [])
      expect(metadata?.labels, `${kind ?? ''} ${metadata?.name ?? ''}`).toMatchObject(LABEL);
  });

  test('names shared ConfigMaps that its system consumes, so that each is there', ({ stack }) => {
    const unsaid = stack?.releases.flatMap(({ system, manifest, configMaps }) =>
      [...stack.config.keys()]
        .filter((name) => !configMaps.includes(name) && new RegExp(`configMap\\w*:\\s*\\{?\\s*name: ${name}\\b(?!-)`, 'i').test(manifest))
        .map((name) => `${system}: ${name}`),
    );
    expect(unsaid).toEqual([]);
  });

  test('logs in to a registry and pulls as the values say', ({ stack }) => {
    for (const { container, pod } of stack?.containers ?? []) {
      expect(pod.spec.imagePullSecrets, container.name).toEqual([{ name: 'login' }]);
      // Spark pulls an executor's image by its own setting of the same value.
      if (container.image !== undefined) expect(container.imagePullPolicy, container.name).toBe('Always');
    }
  });

  test('bounds glibc’s arenas wherever a JVM runs', ({ stack }) => {
    for (const { container } of stack?.containers.filter(startsJava) ?? [])
      expect(container.env, container.name).toContainEqual({ name: 'MALLOC_ARENA_MAX', value: '2' });
  });

  test('has no folder on a node’s disk without a limit', ({ stack }) => {
    for (const { system, spec } of stack?.pods ?? [])
      for (const { name, emptyDir } of spec.volumes ?? [])
        if (emptyDir) expect(emptyDir.sizeLimit, `${system}: ${name}`).toMatch(/^\d+[MG]i$/);
  });

  test('runs as accounts that each are one system’s alone, without a token but where a driver makes executors', ({ stack }) => {
    const accounts = stack?.objects.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata?.name) ?? [];
    expect(accounts).toHaveLength(new Set(accounts).size);
    for (const { system, spec } of stack?.pods ?? []) {
      expect(accounts, system).toContain(spec.serviceAccountName);
      if (spec.serviceAccountName !== 'spark-driver') expect(spec.automountServiceAccountToken, system).toBe(false);
    }
    const users = new Set(stack?.pods.map(({ system, spec }) => `${system} ${spec.serviceAccountName ?? ''}`));
    expect([...users].map((user) => user.split(' ')[1])).toHaveLength(new Set(stack?.pods.map(({ spec }) => spec.serviceAccountName)).size);
  });

  test('can be ended with kill -9 where tests do so, which no chart is by itself', ({ stack }) => {
    const shared = stack?.pods.filter(({ spec }) => spec.shareProcessNamespace).map(({ system }) => system);
    expect([...new Set(shared)].sort()).toEqual(['hbase', 'kafka', 'nifi', 'spark', 'zeppelin']);
    for (const system of ['hbase', 'kafka', 'nifi', 'spark'])
      expect(readFileSync(join(ROOT, 'charts', system, 'values.yaml'), 'utf8'), system).toMatch(/^crashable: false$/m);
  });

  test('has secrets as files alone', ({ stack }) => {
    const variables = stack?.containers.flatMap(({ container, pod }) =>
      (container.env ?? []).flatMap(({ name, valueFrom }) => (valueFrom?.secretKeyRef ? [`${pod.system}: ${name}`] : [])),
    );
    expect(variables).toEqual([]);
  });

  test('mounts nothing above a volume of the public image', ({ stack }) => {
    expect(held(stack?.containers, mountsAboveVolumes)).toEqual([]);
  });

  test('writes to volumes alone, as the user who may', ({ stack }) => {
    expect(held(stack?.containers, wrongWrites)).toEqual([]);
  });

  test('calls programs and options that the public image has', ({ stack }) => {
    expect(held(stack?.containers, wrongCalls)).toEqual([]);
  });

  test('starts JVMs with flags that the public image’s Java knows', ({ stack }) => {
    expect(held(stack?.containers, wrongFlags)).toEqual([]);
  });

  test('bounds each JVM by less than its container', ({ stack }) => {
    expect(held(stack?.containers, tooLargeJvms)).toEqual([]);
  });
});

base('the blueprint’s budgets hold what is known of public images', () => {
  expect(tooSmallBudgets(readStack(REPOSITORY), (name) => known(publicSideOf(CATALOGUE, imageNamed(CATALOGUE, name))?.memory))).toEqual([]);
});

type Rule = (container: ChartContainer, image: PublicImage) => readonly string[];

/** What breaks a rule, of all containers whose image has a public side. @throws AssertionError when there are none, and nothing was held */
function held(containers: readonly ChartContainer[] = [], rule: Rule): string[] {
  const onPublic = containers.flatMap((one) => {
    const image = publicSideOf(CATALOGUE, imageNamed(CATALOGUE, imageOf(one)));
    return image === undefined ? [] : [{ one, image }];
  });
  expect(onPublic).not.toEqual([]);
  return onPublic.flatMap(({ one, image }) => rule(one, image).map((wrong) => `${one.container.name}: ${wrong}`));
}

/** An executor's template has no image: Spark gives it that of its driver. */
function imageOf({ container, pod }: ChartContainer): string {
  return container.image ?? pod.system;
}

function wrongCalls(one: ChartContainer, image: PublicImage): string[] {
  const scripts = scriptsOf(one);
  const functions = scripts.flatMap(({ text }) => functionsIn(text)); // of the scripts that others source
  return scripts.flatMap(({ name, text }) =>
    callsIn(text, functions).flatMap((call) => {
      const why = whyNotCallable(call, image);
      return why === undefined ? [] : [`${name}: ${why}`];
    }),
  );
}

/** What runs first copies files. */
function startsJava({ container, pod }: ChartContainer): boolean {
  if (!pod.spec.containers.includes(container)) return false;
  return imageNamed(CATALOGUE, container.image ?? 'spark').contract?.commands.some(([program]) => program === 'java') ?? false;
}
