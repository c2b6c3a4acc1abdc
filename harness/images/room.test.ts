import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { diskNeeded, volumesOf } from '../host/budget.ts';
import { readStack } from '../model/stack.ts';
import { askedCatalogue } from './asked-catalogue.ts';
import { basesToBuild } from './bases-to-build.ts';
import { NODE_IMAGE, imageNamed, readCatalogue, type Catalogue, type Image } from './catalogue.ts';
import { builtReference } from './key.ts';
import { pulledReference } from './pull.ts';
import { pulledSize } from './public.ts';
import { roomFor } from './room.ts';
import type { Source } from './source.ts';

const PLAIN = readCatalogue(REPOSITORY);
const TWINS = askedCatalogue(REPOSITORY, { images: 'twin', mirror: undefined });
const size = (name: string, catalogue = PLAIN): number => imageNamed(catalogue, name).size;
const stages = (name: string): number => imageNamed(PLAIN, name).stages;

/** What a catalogue's images of these names come by, on a host with nothing on its nodes. */
function sourcesOf(how: Source['how'], names: readonly string[], catalogue: Catalogue = PLAIN): Source[] {
  return names.map((name) => {
    const image = imageNamed(catalogue, name);
    return { image, reference: how === 'pull' ? pulledReference(image) : builtReference(catalogue, image), how };
  });
}

/** The room that sources take where the engine has what has these references, and nodes what has those. */
async function room(
  sources: readonly Source[],
  catalogue: Catalogue,
  isThere: (reference: string) => boolean,
  onNodes: (reference: string) => boolean = () => false,
) {
  const bases = await basesToBuild(sources, catalogue, (reference) => Promise.resolve(isThere(reference)));
  return roomFor({ catalogue, sources, bases, onNodes });
}

test('a twin whose built image is there brings the layers that it adds, and one whose built image is not brings all', async () => {
  const sources = sourcesOf('build', ['presto', 'kafka'], TWINS);
  const added = size('presto', TWINS) + size('kafka', TWINS) - size('presto') - size('kafka');
  const onBuilt = await room(sources, TWINS, () => true);
  expect(onBuilt).toMatchObject({ engine: added, stages: 0 });
  const onNothing = await room(sources, TWINS, () => false);
  expect(onNothing.engine).toBeGreaterThan(size('presto') + size('kafka') + size('java-builder'));
  expect(onNothing.stages).toBe(stages('presto') + stages('kafka') + stages('java-builder'));
});

test('twins of the whole stack fit beside the built images where a run had been refused, with 25.5 GiB free', async () => {
  const stack = readStack(REPOSITORY);
  const images = [...TWINS.values()].filter(
    ({ stage, twin, name }) => !stage && (twin !== undefined || ['spark', 'zeppelin'].includes(name)),
  );
  const sources = [
    ...sourcesOf(
      'build',
      images.map(({ name }) => name),
      TWINS,
    ),
    ...sourcesOf('there', [NODE_IMAGE, 'hive-metastore', 'hbase'], TWINS),
  ];
  const coming = await room(sources, TWINS, (reference) => !reference.includes('-twin:'));
  const disk = diskNeeded(volumesOf(stack, Object.keys(stack.systems)), coming, { keepsPacked: false });
  expect(disk / 1024).toBeLessThan(25.5 - 4); // four stay free
});

describe('what stages take', () => {
  /** Whether something is run in, or copied into, what its last stage does not go on from. */
  function hasStages({ twin, folder }: Image): boolean {
    const file = join(folder, 'Dockerfile');
    const dockerfile = twin ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
    return dockerfile
      .split(/^(?=FROM )/m)
      .slice(1, -1)
      .some((stage) => /^(?:RUN|COPY) /m.test(stage));
  }

  test.for([
    ['images', PLAIN],
    ['twins', TWINS],
  ] as const)('is known of all %s that have some, and of no other', ([, catalogue]) => {
    const named = (which: (image: Image) => boolean): string[] => [...catalogue.values()].filter(which).map(({ name }) => name);
    expect(named(({ stages }) => stages > 0)).toEqual(named(hasStages));
  });

  test('is in the disk that a run is said to need, once where the engine keeps no layer packed', () => {
    const [without, within] = [0, 15_000].map((stages) => diskNeeded(0, { engine: 1400, stages, nodes: 0 }, { keepsPacked: false }));
    expect((within ?? 0) - (without ?? 0)).toBe(15_000);
  });
});

test('what several images go on from counts once, in the engine and on nodes', async () => {
  const apart = await Promise.all(['kafka', 'hbase'].map((name) => room(sourcesOf('build', [name]), PLAIN, () => false)));
  const both = await room(sourcesOf('build', ['kafka', 'hbase']), PLAIN, () => false);
  const shared = size('debian') + (size('debian-base') - size('debian')) + (size('jre') - size('debian-base'));
  expect(both.nodes).toBe((apart[0]?.nodes ?? 0) + (apart[1]?.nodes ?? 0) - shared);
  expect(both.engine).toBeLessThan((apart[0]?.engine ?? 0) + (apart[1]?.engine ?? 0));
});

test('what nodes have takes nothing there, nor what it goes on from', async () => {
  const sources = sourcesOf('there', ['kafka', 'hbase', NODE_IMAGE]);
  const [kafka = '', , node = ''] = sources.map(({ reference }) => reference);
  const left = await room(
    sources,
    PLAIN,
    () => true,
    (reference) => [kafka, node].includes(reference),
  );
  expect(left).toEqual({ engine: 0, stages: 0, nodes: size('hbase') - size('jre') });
});

test('a pulled image comes whole, and none of what it would be built on', async () => {
  const sources = sourcesOf('pull', ['presto']);
  const whole = pulledSize(imageNamed(PLAIN, 'presto'));
  expect(await room(sources, PLAIN, () => false)).toEqual({ engine: whole, stages: 0, nodes: whole });
});

test('what is built on a pulled image brings its own layers, and onto nodes those of the pulled one too', async () => {
  const sources = [...sourcesOf('build', ['spark']), ...sourcesOf('pull', ['spark-distribution'])];
  const distribution = pulledSize(imageNamed(PLAIN, 'spark-distribution'));
  const own = size('spark') - size('spark-distribution');
  expect(await room(sources, PLAIN, (reference) => reference.includes('java-builder'))).toEqual({
    engine: own + distribution,
    stages: stages('spark'),
    nodes: own + distribution,
  });
});
