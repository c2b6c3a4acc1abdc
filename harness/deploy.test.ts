import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { run } from './base/command.ts';
import { filesBelow } from './base/files.ts';
import { ROOT } from './base/paths.ts';
import { REPOSITORY } from './base/project.ts';
import { NAMESPACE } from './cluster/place.ts';
import { imageNamed, readCatalogue } from './images/catalogue.ts';
import { readStack } from './model/stack.ts';
import { realTools } from './testing/real-tools.ts';

/** A machine that does other things too takes a minute to render all charts. In milliseconds. */
const PATIENCE = 120_000;

const DEPLOY = join(ROOT, 'deploy');
const CONFIG = 'shared-config.yaml';
/** Those that a stack without an overlay has. */
const systems = Object.fromEntries(Object.entries(readStack(REPOSITORY).systems).filter(([, { onlyWhereNeeded }]) => !onlyWhereNeeded));

/** What a file says before anything else. */
function head(source: string): string {
  return [
    `# Rendered from ${source}, for people without Helm: docs/by-hand.md has the recipe. Change it there, and write this file again:`,
    '#   npx vitest -u --project harness harness/deploy',
    '',
  ].join('\n');
}

/** What a file of deploy/ has, without comments. */
function objectsIn(file: string): { readonly kind: string }[] {
  return parseAllDocuments(readFileSync(join(DEPLOY, file), 'utf8')).map((document) => document.toJS() as { kind: string });
}

/** The references of images that a file of deploy/ names. */
function imagesIn(file: string): string[] {
  return [
    ...new Set([...readFileSync(join(DEPLOY, file), 'utf8').matchAll(/^\s+(?:- )?image: (\S+)$/gm)].map(([, image = '']) => image)),
  ].sort();
}

describe('deploy/', { timeout: PATIENCE }, () => {
  test.for(Object.keys(systems))('%s.yaml is what Helm makes of its chart', async (system, context) => {
    const { helm } = await realTools(context);
    const chart = join('charts', system);
    const rendered = await run(helm, ['template', system, chart, '--namespace', NAMESPACE], { cwd: ROOT });
    await expect(`${head(chart)}${rendered}\n`).toMatchFileSnapshot(join(DEPLOY, `${system}.yaml`)); // vitest -u writes it
  });

  test(`${CONFIG} is what Kustomize makes of the blueprint`, async (context) => {
    const { kubectl } = await realTools(context);
    const base = join('blueprint', 'base');
    const rendered = await run(kubectl, ['kustomize', base], { cwd: ROOT });
    await expect(`${head(base)}${rendered}\n`).toMatchFileSnapshot(join(DEPLOY, CONFIG));
  });

  test('has no other manifest', () => {
    const expected = [...Object.keys(systems).map((system) => `${system}.yaml`), CONFIG, 'README.md'];
    expect(filesBelow(DEPLOY)).toEqual(expected.sort());
  });

  test.for(Object.keys(systems))('%s.yaml has no Secret: a recipe makes it', (system) => {
    expect(objectsIn(`${system}.yaml`).filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  test.for(Object.entries(systems))(
    '%s.yaml names the public image, or one that no registry can have where there is none',
    ([system, { images }]) => {
      const catalogue = readCatalogue(REPOSITORY);
      const meant = Object.values(images).map((name) => imageNamed(catalogue, name).upstream ?? `localhost/touchstone/${name}`);
      expect(imagesIn(`${system}.yaml`)).toEqual(meant.sort());
    },
  );
});
