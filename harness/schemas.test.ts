import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { filesBelow } from './base/files.ts';
import { ROOT } from './base/paths.ts';
import { catalogueSchema } from './images/catalogue.ts';
import { publicSchema } from './images/public.ts';
import { overlaySchema } from './model/overlay.ts';
import { resultsSchema } from './model/results.ts';
import { stackSchema } from './model/stack.ts';
import { formatted } from './testing/formatted.ts';
import { threatsSchema } from './threats/schema.ts';

/** What others read and write, and what stands in it, as JSON Schemas for their editors and programs. */
const SCHEMAS = {
  results: resultsSchema,
  stack: stackSchema,
  overlay: overlaySchema,
  images: catalogueSchema,
  public: publicSchema,
  threats: threatsSchema,
} as const;

/** What is known of each public image. */
const publicFiles = filesBelow(join(ROOT, 'images'))
  .filter((file) => basename(file) === 'public.yaml')
  .map((file) => join('images', file));

function schemaFile(name: string): string {
  return join(ROOT, 'schemas', `${name}.json`);
}

describe('schemas/', () => {
  test.for(Object.entries(SCHEMAS))('%s.json is what the harness checks by', async ([name, schema]) => {
    const path = schemaFile(name);
    const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }));
    await expect(await formatted(text, path)).toMatchFileSnapshot(path); // vitest -u writes it
  });

  test('has no other file', () => {
    expect(filesBelow(join(ROOT, 'schemas')).sort()).toEqual(
      Object.keys(SCHEMAS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  test.for([
    ['blueprint/stack.yaml', 'stack'],
    ['blueprint/overlays/replicated/values.yaml', 'overlay'],
    ['blueprint/threats.yaml', 'threats'],
    ['images/images.yaml', 'images'],
    ...publicFiles.map((path) => [path, 'public'] as const),
  ] as const)('%s names its own, for editors', ([yaml, name]) => {
    const path = join(ROOT, yaml);
    const [first] = readFileSync(path, 'utf8').split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=${relative(dirname(path), schemaFile(name))}`);
  });
});
