import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { Stream } from '../stream/stream.ts';
import { builtImage } from '../testing/built-image.ts';
import { readCatalogue, type Image } from './catalogue.ts';
import { hasLock, lockPackagesOf } from './packages-lock.ts';
import { Provider } from './provider.ts';

const signal = new AbortController().signal;

const DOCKERFILE = `ARG BASE
FROM \${BASE} AS fetched
RUN mkdir -p /fetched/lib && echo a >/fetched/lib/a.jar
FROM \${BASE}
RUN exit 1
`;

async function fetchingImage(): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Dockerfile'), DOCKERFILE);
  const build = { from: { BASE: 'build-base' }, repository: [], trustsHost: false };
  return { name: 'touchstone-test-lock', folder, build, stage: true, size: 1, stages: 0 };
}

test('a lock is what the stage that fetches has got, and nothing else of the image is built for it', async ({ skip }) => {
  skip((await builtImage('build-base')) === undefined, 'the image build-base is not built here');
  const image = await fetchingImage();
  expect(hasLock(image)).toBe(false);
  const lock = join(image.folder, 'fetched.sha256');
  await writeFile(lock, '');
  const provider = new Provider(readCatalogue(REPOSITORY), [], new Stream());
  expect(await lockPackagesOf(image, provider, signal)).toEqual({ name: image.name, files: 1, changed: true });
  expect(await readFile(lock, 'utf8')).toBe('87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7  lib/a.jar\n');
  expect(await lockPackagesOf(image, provider, signal)).toMatchObject({ changed: false });
});
