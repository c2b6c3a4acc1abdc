import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { classifyPullError } from '../model/pull-problem.ts';
import { askEngine, byContent, readManifest, registryOf } from './registry.ts';

describe('classifyPullError', () => {
  test.for([
    ['failed to resolve reference "localhost:5000/none:1": localhost:5000/none:1: not found', 'gone'],
    ['manifest unknown: manifest unknown', 'gone'],
    ['pull access denied for minio/minio, repository does not exist or may require authorization', 'unauthorised'],
    ['unexpected status from HEAD request to https://quay.io/v2/x/manifests/1: 401 Unauthorized', 'unauthorised'],
    ['Head "http://127.0.0.1:32401/v2/small/manifests/1": no basic auth credentials', 'unauthorised'],
    ['pull access denied, insufficient_scope: authorization failed', 'unauthorised'],
    ['dial tcp 127.0.0.1:42904: connect: connection refused', 'registry out of reach'],
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

describe('askEngine', () => {
  /** A socket at which every request is answered like this, as the engine does; those of a path by what is said of it. */
  async function engineThatSays(
    status: number,
    answer: unknown,
    ofPaths: Readonly<Record<string, unknown>> = {},
  ): Promise<{ socket: string; asked: (string | undefined)[] }> {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-engine-'));
    const socket = join(folder, 'engine.sock');
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      const special = ofPaths[url ?? ''];
      response.writeHead(special === undefined ? status : 200).end(JSON.stringify(special ?? answer));
    });
    await new Promise<void>((listening) => server.listen(socket, listening));
    onTestFinished(async () => {
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    });
    return { socket, asked };
  }

  const Platforms = [
    { os: 'linux', architecture: 'arm64' },
    { os: 'linux', architecture: 'amd64' },
  ];

  test('an image that is there for the architecture, for one request', async () => {
    const { socket, asked } = await engineThatSays(200, { Descriptor: { digest: 'sha256:a' }, Platforms });
    expect(await askEngine(socket, 'quay.io/minio/minio:1', 'amd64', new AbortController().signal)).toEqual({
      there: true,
      digest: 'sha256:a',
    });
    expect(asked).toEqual(['/distribution/quay.io/minio/minio:1/json']);
  });

  const at = (tag: string): string => `/distribution/quay.io/minio/minio${tag}/json`;
  const information = (digest: string): unknown => ({ Descriptor: { digest }, Platforms });
  const pinned = 'quay.io/minio/minio:1@sha256:a';

  test('a pinned image whose tag still leads to it, for one request', async () => {
    const { socket, asked } = await engineThatSays(404, { message: 'manifest unknown' }, { [at(':1')]: information('sha256:a') });
    expect(await askEngine(socket, pinned, 'amd64', new AbortController().signal)).toEqual({ there: true, digest: 'sha256:a' });
    expect(asked).toEqual([at(':1')]);
  });

  test('a pinned image whose tag has moved is there by its content, and where the tag leads is said', async () => {
    const ofPaths = { [at(':1')]: information('sha256:b'), [at('@sha256:a')]: information('sha256:a') };
    const { socket } = await engineThatSays(404, { message: 'manifest unknown' }, ofPaths);
    expect(await askEngine(socket, pinned, 'amd64', new AbortController().signal)).toEqual({
      there: true,
      digest: 'sha256:a',
      movedTo: 'sha256:b',
    });
  });

  test('a pinned image whose tag is gone is there by its content', async () => {
    const { socket } = await engineThatSays(404, { message: 'manifest unknown' }, { [at('@sha256:a')]: information('sha256:a') });
    expect(await askEngine(socket, pinned, 'amd64', new AbortController().signal)).toEqual({ there: true, digest: 'sha256:a' });
  });

  test.for([
    [
      200,
      { Descriptor: { digest: 'sha256:a' }, Platforms },
      'no such architecture',
      'offered are linux/arm64, linux/amd64; this host is linux/s390x',
    ],
    [404, { message: 'manifest unknown' }, 'gone', 'manifest unknown'],
    [429, { message: 'toomanyrequests: You have reached your pull rate limit' }, 'rate-limited', 'pull rate limit'],
    [401, { message: 'unauthorized' }, 'unauthorised', 'unauthorized'],
    [500, { message: 'dial tcp: lookup quay.io on 10.0.0.1:53: no such host' }, 'registry out of reach', 'no such host'],
  ] as const)('%i %j: %s', async ([status, answer, problem, said]) => {
    const { socket } = await engineThatSays(status, answer);
    const resolution = await askEngine(socket, 'quay.io/minio/minio:1', 's390x', new AbortController().signal);
    expect(resolution).toEqual({ there: false, problem, said: expect.stringContaining(said) as string });
  });
});
