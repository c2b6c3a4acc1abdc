import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readCatalogue } from './catalogue.ts';
import { throughMirrors } from './mirrors.ts';

const CATALOGUE = readCatalogue(REPOSITORY);

test('a mirror has the images of its registry, under the names that they have there, and those of no other', () => {
  const mirrored = throughMirrors(CATALOGUE, 'docker.io=harbor.example.com:8443/hub');
  expect(mirrored.get('kafka')?.upstream).toBe('harbor.example.com:8443/hub/apache/kafka:3.9.1');
  expect(mirrored.get('minio')?.upstream).toBe(CATALOGUE.get('minio')?.upstream);
  expect(mirrored.get('hbase')).toBe(CATALOGUE.get('hbase'));
});

test('several registries have one each', () => {
  const mirrored = throughMirrors(CATALOGUE, 'docker.io=localhost:5000/hub,quay.io=localhost:5000/quay');
  expect(mirrored.get('minio')?.upstream).toMatch(/^localhost:5000\/quay\/minio\/minio:/);
});

test.for([
  ['harbor.example.com/hub', '--mirror takes REGISTRY=HOST/PREFIX'],
  ['docker.io=https://harbor.example.com', '--mirror takes REGISTRY=HOST/PREFIX'],
  ['docker.oi=harbor.example.com', 'did you mean "docker.io"'],
] as const)('%s is wrong usage', ([said, words]) => {
  expect(() => throughMirrors(CATALOGUE, said)).toThrow(words);
});
