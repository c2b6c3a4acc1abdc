import { expect, test } from 'vitest';
import { REPOSITORY } from '../../base/project.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { builtReference } from '../../images/key.ts';
import { candidatesFor, type ImageWishes } from './candidates.ts';

const catalogue = readCatalogue(REPOSITORY);
const NOTHING: ImageWishes = { replaced: new Map() };

function candidates(name: string, wishes: Partial<ImageWishes> = {}, architectures: readonly string[] = ['arm64']): string[] {
  const found = candidatesFor(imageNamed(catalogue, name), { catalogue, architectures }, { ...NOTHING, ...wishes });
  return found.map(({ reference, pulled }) => `${pulled ? 'pull' : 'have'} ${reference}`);
}

function built(name: string): string {
  return builtReference(catalogue, imageNamed(catalogue, name), 'arm64');
}

test('an image is the one built from this tree where nodes have it, and else the public one', () => {
  expect(candidates('kafka')).toEqual([`have ${built('kafka')}`, 'pull docker.io/apache/kafka:3.9.1']);
  expect(candidates('hbase')).toEqual([`have ${built('hbase')}`]);
});

test('built images are named after the nodes’ architecture', () => {
  const amd64 = builtReference(catalogue, imageNamed(catalogue, 'hbase'), 'amd64');
  expect(candidates('hbase', {}, ['amd64'])).toEqual([`have ${amd64}`]);
  expect(amd64).not.toBe(built('hbase'));
});

test('a registry of the user’s own has what was built, or else pulled, under its prefix', () => {
  const tag = built('kafka').split(':')[1] ?? '';
  expect(candidates('kafka', { registry: 'registry.example.com:5000/lab' })).toEqual([
    `pull registry.example.com:5000/lab/kafka:${tag}-arm64`,
    'pull registry.example.com:5000/lab/kafka:3.9.1-arm64',
  ]);
});

test('an image that the user names is the only one', () => {
  const replaced = new Map([['kafka', 'registry.example.com/our-kafka:7']]);
  expect(candidates('kafka', { registry: 'registry.example.com/lab', replaced })).toEqual(['pull registry.example.com/our-kafka:7']);
});

test('nodes of two architectures can have public images, and no built or pushed one', () => {
  expect(candidates('kafka', {}, ['amd64', 'arm64'])).toEqual(['pull docker.io/apache/kafka:3.9.1']);
  const two = 'the nodes are of several architectures (amd64, arm64), and the image';
  expect(() => candidates('hbase', {}, ['amd64', 'arm64'])).toThrow(`${two} hbase`);
  expect(() => candidates('kafka', { registry: 'registry.example.com/lab' }, ['amd64', 'arm64'])).toThrow(`${two} kafka`);
});
