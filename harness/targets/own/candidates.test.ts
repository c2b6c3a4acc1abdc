import { expect, test } from 'vitest';
import { REPOSITORY } from '../../base/project.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { builtReferences } from '../../images/on-public.ts';
import { candidatesFor, type ImageWishes } from './candidates.ts';

const catalogue = readCatalogue(REPOSITORY);
const NOTHING: ImageWishes = { replaced: new Map() };

function candidates(name: string, wishes: Partial<ImageWishes> = {}, architectures: readonly string[] = ['arm64']): string[] {
  const found = candidatesFor(imageNamed(catalogue, name), { catalogue, architectures }, { ...NOTHING, ...wishes });
  return found.map(({ reference, pulled }) => `${pulled ? 'pull' : 'have'} ${reference}`);
}

/** The names of an image that was built from this tree, on the public Debian and on ours. */
function built(name: string, architecture = 'arm64'): string[] {
  return builtReferences(catalogue, imageNamed(catalogue, name), architecture);
}

test('an image is the one built from this tree where nodes have it, and else the public one', () => {
  expect(candidates('kafka')).toEqual([...built('kafka').map((one) => `have ${one}`), 'pull docker.io/apache/kafka:3.9.1']);
  expect(candidates('hbase')).toEqual(built('hbase').map((one) => `have ${one}`));
});

test('built images are named after the nodes’ architecture', () => {
  const amd64 = built('hbase', 'amd64');
  expect(candidates('hbase', {}, ['amd64'])).toEqual(amd64.map((one) => `have ${one}`));
  expect(new Set([...amd64, ...built('hbase')]).size).toBe(4);
});

test('a registry of the user’s own has what was built, or else pulled, under its prefix', () => {
  const tags = built('kafka').map((one) => one.split(':')[1] ?? '');
  expect(candidates('kafka', { registry: 'registry.example.com:5000/lab' })).toEqual([
    ...tags.map((tag) => `pull registry.example.com:5000/lab/kafka:${tag}-arm64`),
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
