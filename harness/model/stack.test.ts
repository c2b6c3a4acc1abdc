import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../base/project.ts';
import { readCatalogue } from '../images/catalogue.ts';
import { ROOT } from '../base/paths.ts';
import { withOverlay } from './overlay.ts';
import { readStack, sharedMapsOf, stackSchema, withNeeds } from './stack.ts';

const stack = readStack(REPOSITORY);

describe('blueprint/stack.yaml', () => {
  test.for(Object.entries(stack.systems))(
    '%s has a chart, and images that the catalogue knows',
    ([name, { images, needs, credentials }]) => {
      expect(existsSync(join(ROOT, 'charts', name, 'Chart.yaml'))).toBe(true);
      expect([...readCatalogue(REPOSITORY).keys()]).toEqual(expect.arrayContaining(Object.values(images)));
      expect(Object.keys(stack.systems)).toEqual(expect.arrayContaining(needs));
      expect(Object.keys(stack.credentials)).toEqual(expect.arrayContaining(credentials));
    },
  );

  test('every shared ConfigMap is some system’s: what nobody consumes or publishes, no run applies', () => {
    const base = parse(readFileSync(join(ROOT, 'blueprint', 'base', 'kustomization.yaml'), 'utf8')) as {
      readonly configMapGenerator: readonly {
        readonly name: string;
        readonly options?: { readonly annotations: Readonly<Record<string, string>> };
      }[];
    };
    const printed = base.configMapGenerator.filter(({ options }) => options?.annotations['config.kubernetes.io/local-config'] !== 'true');
    const generated = printed.map(({ name }) => name);
    expect([...sharedMapsOf({ stack, systems: Object.keys(stack.systems) })].sort()).toEqual(generated.sort());
  });

  test.for(['replicated', 'secure'])('with the overlay %s systems name Secrets that there are', (overlay) => {
    const { systems, credentials } = withOverlay(stack, REPOSITORY, overlay);
    expect(Object.keys(credentials)).toEqual(expect.arrayContaining(Object.values(systems).flatMap((system) => system.credentials)));
  });

  test('the overlay secure has all that the overlay kerberos has', () => {
    const [kerberos, secure] = [withOverlay(stack, REPOSITORY, 'kerberos').systems, withOverlay(stack, REPOSITORY, 'secure').systems];
    for (const [name, { values, images, credentials, configMaps, needs }] of Object.entries(kerberos)) {
      expect(secure[name], name).toMatchObject({ values, images, configMaps, needs });
      expect(secure[name]?.credentials, name).toEqual(expect.arrayContaining(credentials));
    }
  });

  test('what systems have signed, they have an authority for', () => {
    for (const [name, system] of Object.entries(withOverlay(stack, REPOSITORY, 'secure').systems)) {
      const kinds = system.credentials.map((each) => stack.credentials[each]);
      const wants = kinds.some(
        (kind) => kind === 'authority-certificate' || (typeof kind === 'object' && ('certificateOf' in kind || 'certificateFor' in kind)),
      );
      expect(kinds.includes('authority'), name).toBe(wants);
    }
  });

  test.for(Object.entries(stack.edges))('%s lies between systems, after edges that there are', ([, { from, to, after }]) => {
    expect(Object.keys(stack.systems)).toEqual(expect.arrayContaining([from, to]));
    expect(Object.keys(stack.edges)).toEqual(expect.arrayContaining(after));
  });
});

describe('withNeeds', () => {
  test('adds what is needed, transitively, needed ones first', () => {
    expect(withNeeds(stack, ['presto'])).toEqual(['minio', 'hive-metastore', 'presto']);
  });

  test('refuses a circle and shows it', () => {
    const system = { images: {}, memory: 0, disk: 0 };
    const circle = stackSchema.parse({ systems: { a: { ...system, needs: ['b'] }, b: { ...system, needs: ['a'] } } });
    expect(() => withNeeds(circle, ['a'])).toThrow('a needs b needs a');
  });
});
