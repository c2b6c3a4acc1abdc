import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { REPOSITORY } from '../base/project.ts';
import { docker } from '../engine/docker.ts';
import { Stream } from '../stream/stream.ts';
import { imageNamed, readCatalogue, type Catalogue } from './catalogue.ts';
import { builtReference } from './key.ts';
import { throughMirrors } from './mirrors.ts';
import { builtReferences, onPublic } from './on-public.ts';
import type { ImagePolicy } from './policy.ts';
import { planImages } from './provide.ts';
import { Provider } from './provider.ts';
import { pulledReference } from './pull.ts';

const CATALOGUE = readCatalogue(REPOSITORY);
const signal = new AbortController().signal;

/** The names of an image on the public images and on built ones. */
function names(name: string, catalogue = CATALOGUE, architecture = 'amd64'): string[] {
  return builtReferences(catalogue, imageNamed(catalogue, name), architecture);
}

function withUpstream(name: string, upstream: string): Catalogue {
  return new Map([...CATALOGUE, [name, { ...imageNamed(CATALOGUE, name), upstream }]]);
}

describe('an image that is built on a public one', () => {
  test('has another name than on ours, and so has what is built on it', () => {
    for (const name of ['jre', 'spark', 'zeppelin'])
      expect(names(name)).toEqual([expect.any(String), builtReference(CATALOGUE, imageNamed(CATALOGUE, name), 'amd64')]);
    expect(names('debian')).toHaveLength(1);
  });

  test('has another name on another public one', () => {
    const later = withUpstream('spark-distribution', 'docker.io/apache/spark:3.5.8');
    const [onPublicOne, onBuilt] = names('spark');
    expect(names('spark', later)).toEqual([expect.not.stringContaining(onPublicOne ?? ''), onBuilt]);
  });

  test('has the same name wherever the public one is mirrored', () => {
    expect(names('spark', throughMirrors(CATALOGUE, 'docker.io=harbor.example.com/hub'))).toEqual(names('spark'));
  });

  test('is built on ours where there is none for the architecture', () => {
    const spark = imageNamed(CATALOGUE, 'spark-distribution');
    const debian = imageNamed(CATALOGUE, 'debian');
    const sources = [spark, debian].map((image) => ({ image, reference: pulledReference(image), how: 'pull' as const }));
    const onThese = builtReference(onPublic(CATALOGUE, sources), imageNamed(CATALOGUE, 'zeppelin'), 'arm64');
    expect(names('zeppelin', CATALOGUE, 'arm64')[0]).toBe(onThese);
  });
});

const engine = await tryRun('docker', ['version', '--format', '{{.Server.Version}}']);
const PUBLIC = `localhost/touchstone-test/public-base:${process.pid}`;

/** A base with a public image, which the engine has, and an image on it, which it has under one of its names. */
async function catalogueOfTwo(): Promise<Catalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-on-public-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), 'ARG BASE\nFROM ${BASE}\n');
  await run('tar', ['-cf', 'rootfs.tar', 'Dockerfile'], { cwd: folder });
  await docker(['import', join(folder, 'rootfs.tar'), PUBLIC]);
  onTestFinished(() => docker(['image', 'rm', PUBLIC]).then(() => undefined));
  const debian = imageNamed(CATALOGUE, 'debian');
  const base = { ...debian, name: 'test-base', folder, upstream: PUBLIC };
  const image = { ...debian, name: 'test-image', folder, build: { ...debian.build, script: undefined, from: { BASE: base.name } } };
  delete image.upstream;
  return new Map([base, image].map((one) => [one.name, one]));
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
    const catalogue = await catalogueOfTwo();
    const [onPublicOne = '', onBuilt = ''] = builtReferences(catalogue, imageNamed(catalogue, 'test-image'));
    expect(await planned(catalogue, 'build', onPublicOne)).toEqual(['test-image build']);
    expect(await planned(catalogue, 'build', onBuilt)).toEqual(['test-image there']);
    expect(await planned(catalogue, 'pull', onBuilt)).toEqual(['test-image build', 'test-base there']);
    expect(await planned(catalogue, 'pull', onPublicOne)).toEqual(['test-image there']);
    for (const there of [onPublicOne, onBuilt]) expect(await planned(catalogue, 'auto', there)).toEqual(['test-image there']);
  });

  test('is found by the provider under the name of the plan', async () => {
    const catalogue = await catalogueOfTwo();
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
