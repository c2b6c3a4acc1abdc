import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../base/paths.ts';
import { formatted } from '../testing/formatted.ts';

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly definitions: Readonly<Record<string, unknown>>;
}

const CHARTS = join(ROOT, 'charts');

/** What the values of charts have in common. Helm finds nothing outside of a chart's own schema, so that each has a copy of what it uses. */
const COMMON = read(join(CHARTS, 'common', 'values.definitions.json')) as Schema['definitions'];

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Names of the definitions that a schema refers to, and those that they do. */
function namesIn(schema: unknown, known: readonly string[] = []): string[] {
  const found = [...JSON.stringify(schema).matchAll(/"#\/definitions\/(\w+)"/g)].map(([, name = '']) => name);
  const fresh = [...new Set(found)].filter((name) => !known.includes(name));
  return fresh.reduce<string[]>((names, name) => namesIn(COMMON[name], names), [...known, ...fresh]);
}

/** Every chart that installs something. */
const NAMES = readdirSync(CHARTS).filter((name) => existsSync(join(CHARTS, name, 'values.yaml')));

describe.for(NAMES)('the values of charts/%s', (chart) => {
  const path = join(CHARTS, chart, 'values.schema.json');

  test('are those of its schema, one by one', () => {
    const text = readFileSync(join(CHARTS, chart, 'values.yaml'), 'utf8');
    const values = ['common', ...Object.keys(parse(text) as object)];
    expect(Object.keys((read(path) as Schema).properties).sort()).toEqual(values.sort());
    expect(text.split('\n')[0], 'for editors').toBe('# yaml-language-server: $schema=values.schema.json');
  });

  test('are defined as common/values.definitions.json does', async () => {
    const schema = read(path) as Schema;
    const used = namesIn({ ...schema, definitions: {} }).sort();
    const whole = { ...schema, definitions: Object.fromEntries(used.map((name) => [name, COMMON[name]])) };
    await expect(await formatted(JSON.stringify(whole), path)).toMatchFileSnapshot(path); // vitest -u writes it
  });
});
