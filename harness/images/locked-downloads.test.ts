import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../base/files.ts';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { readCatalogue, type Image } from './catalogue.ts';
import { hasLock } from './packages-lock.ts';

const built = [...readCatalogue(REPOSITORY).values()].filter(({ build }) => build.script === undefined);
const locked = built.filter(hasLock);

const FETCHES = /\b(fetch-jars|fetch-artifact|dependency-plugin) |\bpip download\b/;

/** The stages of an image's Dockerfile, each from its FROM on, without comments. */
function stagesOf({ folder }: Image): string[] {
  const text = readFileSync(join(folder, 'Dockerfile'), 'utf8').replaceAll(/^#.*\n/gm, '');
  return text.split(/^(?=FROM )/m).filter((stage) => stage.startsWith('FROM '));
}

/** What a stage runs, without what it copies. */
function stepsOf(stage: string): string[] {
  return stage.split(/^(?=[A-Z]+ )/m).filter((step) => step.startsWith('RUN '));
}

/** All scripts and Dockerfiles of a folder, comments left out, by path. */
function programsBelow(folder: string): [string, string][] {
  return filesBelow(join(ROOT, folder))
    .filter((file) => !/\.(md|ya?ml|xml|c|html|ts|sha256)$/.test(file))
    .map((file) => [join(folder, file), readFileSync(join(ROOT, folder, file), 'utf8').replaceAll(/^\s*#.*\n/gm, '')]);
}

describe('what a build fetches from Maven or PyPI', () => {
  test.for(built.map((image) => [image.name, image] as const))('is fetched in a stage of its own only: %s', ([, image]) => {
    const fetching = stagesOf(image).filter((stage) => stepsOf(stage).some((step) => FETCHES.test(step)));
    for (const stage of fetching) expect(stage).toMatch(/^FROM \S+ AS fetched$/m);
    expect(fetching.length > 0).toBe(hasLock(image));
  });

  test.for(locked.map((image) => [image.name, image] as const))('is held against the lock before it is used: %s', ([, image]) => {
    const [, ...after] = stagesOf(image).slice(stagesOf(image).findIndex((stage) => / AS fetched$/m.test(stage)));
    const using = after.filter((stage) => stage.includes('--from=fetched'));
    expect(using).toHaveLength(1);
    expect(stepsOf(using[0] ?? '')[0]).toMatch(/^RUN (check-fetched|\/install-fetched\.sh)\b/);
  });

  test.for(locked.map((image) => [image.name, image] as const))('has a digest in the lock: %s', ([, image]) => {
    const lines = readFileSync(join(image.folder, 'fetched.sha256'), 'utf8').trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^[0-9a-f]{64} {2}\S+$/);
  });
});

test.for([...programsBelow('images'), ...programsBelow('harness/targets/machines')])('nothing is fetched unchecked: %s', ([, text]) => {
  expect(text).not.toMatch(/GONOSUMDB|GONOSUMCHECK|GOINSECURE|GOPRIVATE|GOSUMDB=off|-insecure|--trusted-host|--allow-unauthenticated/);
  for (const [line] of text.matchAll(/^.*\bdebootstrap --.*$/gm)) expect(line).toContain('--force-check-gpg');
  for (const [line] of text.matchAll(/^.*\bmvn -.*$/gm)) expect(line).toContain('--strict-checksums');
  for (const [line] of text.matchAll(/^.*\bpip install\b.*$/gm)) expect(line).toContain('--require-hashes');
  for (const [line] of text.matchAll(/^.*\bnpm (ci|install)\b.*$/gm)) expect(line).toContain('npm ci');
});

test('workflows take actions by commit, which nobody can move', () => {
  for (const file of filesBelow(join(ROOT, '.github', 'workflows'))) {
    const text = readFileSync(join(ROOT, '.github', 'workflows', file), 'utf8');
    for (const [, action] of text.matchAll(/\buses: *(\S+)/g)) expect(action).toMatch(/^\.\/|@[0-9a-f]{40}$/);
  }
});
