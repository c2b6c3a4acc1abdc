import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { REPOSITORY } from '../base/project.ts';
import { docker } from '../engine/docker.ts';
import { Stream } from '../stream/stream.ts';
import { imageNamed, readCatalogue, type Catalogue, type Image } from './catalogue.ts';
import { builtReference } from './key.ts';
import { listImages } from './listing.ts';
import { throughMirrors } from './mirrors.ts';
import { builtReferences, onPublic } from './on-public.ts';
import type { ImagePolicy } from './policy.ts';
import { planImages } from './provide.ts';
import { Provider } from './provider.ts';
import { pulledReference } from './pull.ts';
import type { Source } from './source.ts';

const CATALOGUE = readCatalogue(REPOSITORY);
const signal = new AbortController().signal;

/** The names of an image on the public images and on built ones. */
function names(name: string, catalogue = CATALOGUE, architecture = 'amd64'): string[] {
  return builtReferences(catalogue, imageNamed(catalogue, name), architecture);
}

function sourceOf(image: Image): Source {
  return { image, reference: pulledReference(image), how: 'pull' };
}

function withUpstream(name: string, upstream: string): Catalogue {
  return new Map([...CATALOGUE, [name, { ...imageNamed(CATALOGUE, name), upstream }]]);
}

describe('an image that is built on a public one', () => {
  test('has another name than on ours, and so has what is built on it', () => {
    for (const name of ['jre', 'spark', 'zeppelin'])
      expect(names(name).at(-1)).toBe(builtReference(CATALOGUE, imageNamed(CATALOGUE, name), 'amd64'));
    expect(['debian', 'jre', 'spark', 'zeppelin'].map((name) => names(name).length)).toEqual([1, 2, 4, 8]);
  });

  test('has another name on another public one', () => {
    const later = withUpstream('spark-distribution', 'docker.io/apache/spark:3.5.8');
    const [before, after] = [names('spark'), names('spark', later)];
    expect(after.filter((name) => before.includes(name))).toEqual(before.slice(-2)); // without Spark's
  });

  test('has the same name wherever the public one is mirrored', () => {
    expect(names('spark', throughMirrors(CATALOGUE, 'docker.io=harbor.example.com/hub'))).toEqual(names('spark'));
  });

  test('has a name that is listed on every mixture of public and built ones', () => {
    const upstreams = ['debian', 'spark-distribution', 'zeppelin-distribution'];
    for (const pulled of upstreams.flatMap((one) => [[one], upstreams.filter((other) => other !== one)])) {
      const sources = pulled.map((name) => sourceOf(imageNamed(CATALOGUE, name)));
      expect(names('zeppelin')).toContain(builtReference(onPublic(CATALOGUE, sources), imageNamed(CATALOGUE, 'zeppelin'), 'amd64'));
    }
  });

  test('is built on ours where there is none for the architecture', () => {
    const spark = imageNamed(CATALOGUE, 'spark-distribution');
    const debian = imageNamed(CATALOGUE, 'debian');
    const sources = [spark, debian].map(sourceOf);
    const onThese = builtReference(onPublic(CATALOGUE, sources), imageNamed(CATALOGUE, 'zeppelin'), 'arm64');
    expect(names('zeppelin', CATALOGUE, 'arm64')[0]).toBe(onThese);
  });
});

const engine = await tryRun('docker', ['version', '--format', '{{.Server.Version}}']);
const PUBLIC = `localhost/touchstone-test/public-base:${process.pid}`;

/** Bases of these names with a public image, which the engine has, and an image on them, which it has under one of its names. */
async function catalogueOn(...names: readonly string[]): Promise<Catalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-on-public-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), '');
  await run('tar', ['-cf', 'rootfs.tar', 'Dockerfile'], { cwd: folder });
  await docker(['import', join(folder, 'rootfs.tar'), PUBLIC]);
  onTestFinished(() => docker(['image', 'rm', PUBLIC]).then(() => undefined));
  const debian = imageNamed(CATALOGUE, 'debian');
  const bases = names.map((name) => ({ ...debian, name, folder, upstream: PUBLIC }));
  const from = Object.fromEntries(names.map((name) => [name.toUpperCase(), name]));
  const image = { ...debian, name: 'test-image', folder, build: { ...debian.build, script: undefined, from } };
  delete image.upstream;
  return new Map([...bases, image].map((one) => [one.name, one]));
}

/** How a policy would have the image where the engine has what has this name. */
async function planned(catalogue: Catalogue, policy: ImagePolicy, there: string): Promise<string[]> {
  await docker(['tag', PUBLIC, there]);
  try {
    const sources = await planImages(['test-image'], { catalogue, policy, stream: new Stream(), signal });
    return sources.map(({ image, how }) => `${image.name} ${how}`);
  } finally {
    await docker(['image', 'rm', there]);
  }
}

describe('what the engine has', { timeout: 60_000 }, () => {
  beforeEach(({ skip }) => {
    skip(engine === undefined, 'no container engine answers');
  });

  test('is not taken for one that is built on the other kind', async () => {
    const catalogue = await catalogueOn('test-base');
    const [onPublicOne = '', onBuilt = ''] = builtReferences(catalogue, imageNamed(catalogue, 'test-image'));
    expect(await planned(catalogue, 'build', onPublicOne)).toEqual(['test-image build']);
    expect(await planned(catalogue, 'build', onBuilt)).toEqual(['test-image there']);
    expect(await planned(catalogue, 'pull', onBuilt)).toEqual(['test-image build', 'test-base there']);
    expect(await planned(catalogue, 'pull', onPublicOne)).toEqual(['test-image there']);
    for (const there of [onPublicOne, onBuilt]) expect(await planned(catalogue, 'auto', there)).toEqual(['test-image there']);
  });

  test('is listed on whichever mixture it was built', async () => {
    const catalogue = await catalogueOn('test-base', 'test-other');
    const image = imageNamed(catalogue, 'test-image');
    const onMixture = builtReference(onPublic(catalogue, [sourceOf(imageNamed(catalogue, 'test-other'))]), image);
    await docker(['tag', PUBLIC, onMixture]);
    onTestFinished(() => docker(['image', 'rm', onMixture]).then(() => undefined));
    expect(await listImages(['test-image'], catalogue, undefined, signal)).toMatchObject([{ reference: onMixture, there: true }]);
  });

  test('is found by the provider under the name of the plan', async () => {
    const catalogue = await catalogueOn('test-base');
    const sources = await planImages(['test-image'], { catalogue, policy: 'auto', stream: new Stream(), signal });
    const [{ reference } = { reference: '' }] = sources;
    expect(reference).toBe(builtReferences(catalogue, imageNamed(catalogue, 'test-image'))[0]);
    onTestFinished(() => docker(['image', 'rm', reference]).then(() => undefined));
    await docker(['tag', PUBLIC, reference]);
    expect(await new Provider(catalogue, sources, new Stream()).provide(imageNamed(catalogue, 'test-image'), signal)).toBe(reference);
    expect(await new Provider(catalogue, sources.slice(1), new Stream()).provide(imageNamed(catalogue, 'test-image'), signal)).toBe(
      reference,
    );
  });
});
