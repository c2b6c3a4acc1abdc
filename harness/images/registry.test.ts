import { describe, expect, test } from 'vitest';
import { byContent, classifyPullError, readManifest, registryOf } from './registry.ts';

describe('classifyPullError', () => {
  test.for([
    ['failed to resolve reference "localhost:5000/none:1": localhost:5000/none:1: not found', 'gone'],
    ['manifest unknown: manifest unknown', 'gone'],
    ['pull access denied for minio/minio, repository does not exist or may require authorization', 'unauthorised'],
    ['unexpected status from HEAD request to https://quay.io/v2/x/manifests/1: 401 Unauthorized', 'unauthorised'],
    ['toomanyrequests: You have reached your unauthenticated pull rate limit', 'rate-limited'],
    ['no match for platform in manifest: not found', 'no such architecture'],
    ['dial tcp: lookup registry-1.docker.io on 172.18.0.1:53: no such host', 'registry out of reach'],
    ['something else entirely', 'unknown'],
  ] as const)('%s', ([words, problem]) => {
    expect(classifyPullError(words)).toBe(problem);
  });
});

describe('readManifest', () => {
  const entry = (architecture: string): unknown => ({ Descriptor: { platform: { os: 'linux', architecture } } });

  test('finds this architecture’s manifest in a list', () => {
    expect(readManifest(JSON.stringify([entry('arm64'), entry('amd64')]), 'amd64')).toEqual({ there: true });
  });

  test('says which architectures there are when this one is not among them', () => {
    expect(readManifest(JSON.stringify(entry('arm64')), 'amd64')).toMatchObject({
      there: false,
      problem: 'no such architecture',
      said: expect.stringContaining('linux/arm64') as string,
    });
  });
});

test('registryOf gives the host of a reference', () => {
  expect(registryOf('quay.io/minio/minio:1')).toBe('quay.io');
});

test.for([
  ['docker.io/kindest/node:v1@sha256:abc', 'docker.io/kindest/node@sha256:abc'],
  ['localhost:5000/node:v1@sha256:abc', 'localhost:5000/node@sha256:abc'],
  ['localhost:5000/node@sha256:abc', 'localhost:5000/node@sha256:abc'],
  ['localhost:5000/node:v1', 'localhost:5000/node:v1'],
] as const)('byContent of %s', ([reference, expected]) => {
  expect(byContent(reference)).toBe(expected);
});
