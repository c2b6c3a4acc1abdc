import { describe, expect, test } from 'vitest';
import { classifyPullError, readManifest, registryOf } from './registry.ts';

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
  const entry = (architecture: string, digest: string): unknown => ({ Descriptor: { digest, platform: { os: 'linux', architecture } } });

  test('finds this architecture’s manifest in a list', () => {
    expect(readManifest(JSON.stringify([entry('arm64', 'sha256:a'), entry('amd64', 'sha256:b')]), 'amd64')).toEqual({
      there: true,
      digest: 'sha256:b',
    });
  });

  test('says which architectures there are when this one is not among them', () => {
    expect(readManifest(JSON.stringify(entry('arm64', 'sha256:a')), 'amd64')).toMatchObject({
      there: false,
      problem: 'no such architecture',
      said: expect.stringContaining('linux/arm64') as string,
    });
  });
});

test('registryOf gives the host of a reference', () => {
  expect(registryOf('quay.io/minio/minio:1')).toBe('quay.io');
});
