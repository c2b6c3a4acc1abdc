import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readProfile } from '../model/profile.ts';
import type { Results } from '../model/results.ts';
import { certifiedRun } from '../testing/certified-run.ts';
import { bundleOf, type Files } from './bundle.ts';
import { fieldsLacking, productOf } from './product.ts';

const list = z.array(z.string());
const { 'conformance repository': repository, sonobuoy } = z
  .object({
    'conformance repository': z.object({ files: list, fields: z.object({ required: list, optional: list }), log: list }),
    sonobuoy: z.object({
      config: z.object({ file: z.string(), keys: list }),
      info: z.object({ file: z.string(), plugins: z.string() }),
      plugin: z.object({ results: z.string(), tree: z.string() }),
      item: z.object({ keys: list, statuses: list }),
    }),
  })
  .parse(parse(readFileSync(join(import.meta.dirname, 'recordings', 'layouts.yaml'), 'utf8')));

const ABOUT = join(import.meta.dirname, 'recordings', 'about.yaml');
const profile = readProfile('core');
let ran: Promise<Results> | undefined;
let files: Files;

beforeEach(async () => {
  const results = await (ran ??= certifiedRun(profile));
  const told: Results = { ...results, cluster: { kubernetes: 'v1.37.0', untold: [] } };
  files = bundleOf({ product: productOf('Turbo Lake', '1.7.4', ABOUT), profile, results: told });
});

describe('a bundle is what the Kubernetes conformance repository asks for', () => {
  test('its files lie at the root', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(repository.files));
  });

  test('PRODUCT.yaml has the fields, and no other', () => {
    const fields = Object.keys(parse(files.get('PRODUCT.yaml') ?? '') as object);
    const { required, optional } = repository.fields;
    expect(fields).toEqual(expect.arrayContaining(required));
    expect(fields.filter((field) => ![...required, ...optional].includes(field))).toEqual([]);
  });

  test('whoever gives none is told which are asked for', () => {
    const given = ['name', 'version'];
    expect(fieldsLacking({ name: 'n', version: 'v' }).sort()).toEqual(
      repository.fields.required.filter((field) => !given.includes(field)).sort(),
    );
  });

  test('e2e.log has the lines', () => {
    for (const line of repository.log) expect(files.get('e2e.log')).toMatch(new RegExp(line));
  });
});

interface Item {
  readonly status: string;
  readonly meta?: { readonly type?: string; readonly file?: string };
  readonly items?: readonly Item[];
}

function withinTree(item: Item): Item[] {
  return [item, ...(item.items ?? []).flatMap(withinTree)];
}

describe('a bundle is a result folder of Sonobuoy', () => {
  const info = (): string[] => (JSON.parse(files.get(sonobuoy.info.file) ?? '') as Record<string, string[]>)[sonobuoy.info.plugins] ?? [];
  const pathOf = (pattern: string, plugin: string): string => pattern.replace('<plugin>', plugin);

  test('its configuration has a UUID and a version', () => {
    const config = JSON.parse(files.get(sonobuoy.config.file) ?? '') as Record<string, string>;
    expect(Object.keys(config)).toEqual(expect.arrayContaining(sonobuoy.config.keys));
    expect(config.UUID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(config.Version).toMatch(/^v0\.(1[5-9]|[2-9]\d)\.\d+$/);
  });

  test('each plugin that it names has results, and a tree of them whose files are there', () => {
    expect(info()).not.toEqual([]);
    for (const plugin of info()) {
      expect([...files.keys()].filter((path) => path.startsWith(pathOf(sonobuoy.plugin.results, plugin)))).toHaveLength(2);
      const items = withinTree(parse(files.get(pathOf(sonobuoy.plugin.tree, plugin)) ?? '') as Item);
      const keys = new Set(items.flatMap((item) => Object.keys(item)));
      expect([...keys].filter((key) => !sonobuoy.item.keys.includes(key))).toEqual([]);
      expect(items.filter(({ status }) => !sonobuoy.item.statuses.includes(status))).toEqual([]);
      const named = items.flatMap(({ meta }) => meta?.file ?? []);
      expect(named.map((file) => files.has(`plugins/${plugin}/${file}`))).toEqual([true]);
      expect(items.filter(({ items: below }) => below === undefined)).toHaveLength(Object.values(profile.tests).flat().length);
    }
  });
});
