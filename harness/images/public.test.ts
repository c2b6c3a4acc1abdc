import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { imageNamed, readCatalogue } from './catalogue.ts';
import { pulledSize, publicSideOf, readPublic } from './public.ts';

const CATALOGUE = readCatalogue(REPOSITORY);
const named = (name: string) => imageNamed(CATALOGUE, name);

test('what is known of a public image is there for each image that has one, of that very reference', () => {
  const references = [...CATALOGUE.values()].map((image) => readPublic(image)?.reference);
  expect(references).toEqual([...CATALOGUE.values()].map(({ upstream }) => upstream));
});

test('an image that no registry has is, for who can pull, the public one that it is built on', () => {
  expect(publicSideOf(CATALOGUE, named('zeppelin'))?.reference).toBe(named('spark-distribution').upstream);
  expect(publicSideOf(CATALOGUE, named('hbase'))).toBeUndefined();
});

test('a pulled image takes the disk that is known of it, and no less than the built one', () => {
  expect(pulledSize(named('presto'))).toBeGreaterThan(named('presto').size);
  expect(pulledSize(named('nifi'))).toBe(named('nifi').size);
});
