import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { hostArchitecture, ingredientsIn } from './key.ts';

test('what speaks of an image makes no other image of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'twin'));
  for (const file of ['Dockerfile', 'README.md', 'public.yaml', 'pom.xml', 'twin/Dockerfile']) await writeFile(join(folder, file), '');
  expect(ingredientsIn(folder)).toEqual(['Dockerfile', 'pom.xml']);
});

test('images are for this host, unless Docker’s command line is told another platform', () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv('DOCKER_DEFAULT_PLATFORM', undefined);
  expect(hostArchitecture()).toBe(process.arch === 'x64' ? 'amd64' : process.arch);
  vi.stubEnv('DOCKER_DEFAULT_PLATFORM', 'linux/arm64/v8');
  expect(hostArchitecture()).toBe('arm64');
});
