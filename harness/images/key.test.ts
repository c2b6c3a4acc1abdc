import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingredientsIn } from './key.ts';

test('what speaks of an image makes no other image of it', async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'twin'));
  for (const file of ['Dockerfile', 'README.md', 'public.yaml', 'pom.xml', 'twin/Dockerfile']) await writeFile(join(folder, file), '');
  expect(ingredientsIn(folder)).toEqual(['Dockerfile', 'pom.xml']);
});
