import { readFileSync, readdirSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';
import { stackSchema } from '../model/stack.ts';
import { projectOf } from '../testing/project-of.ts';
import { realTools } from '../testing/real-tools.ts';
import { renderConfig } from './addresses.ts';
import { renderSharedConfig, type SharedConfig } from './config.ts';

const BLUEPRINT = join(ROOT, 'blueprint');
const FOLDERS = ['base', ...readdirSync(join(BLUEPRINT, 'overlays')).map((name) => join('overlays', name))];
const stop = new AbortController().signal;

/** A fact where it goes into a file: $(ConfigMap.key). */
const PLACE = /\$\(([\w-]+)\.([\w-]+)\)/g;

interface Generator {
  readonly name: string;
  readonly files?: readonly string[];
}

/** The files that have facts inside, each with the ConfigMap that it is in. */
function filesWithFacts(): { readonly map: string; readonly file: string; readonly text: string }[] {
  const folder = join(BLUEPRINT, 'facts-in-files');
  const { configMapGenerator } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as {
    readonly configMapGenerator: readonly Generator[];
  };
  return configMapGenerator.flatMap(({ name, files = [] }) =>
    files.map((file) => ({ map: name, file: basename(file), text: readFileSync(join(folder, file), 'utf8') })),
  );
}

/** Holds each file that has facts inside against what it says, with the facts that the ConfigMaps have. */
function expectFactsInFiles(config: SharedConfig): void {
  const files = filesWithFacts();
  expect(files.filter(({ text }) => text.match(PLACE) !== null)).toHaveLength(5);
  for (const { map, file, text } of files) {
    const meant = text.replaceAll(PLACE, (place, from: string, key: string) => config.get(from)?.data[key] ?? place);
    expect(config.get(map)?.data[file], `${map}: ${file}`).toBe(meant);
  }
}

/** A blueprint with an overlay `mine`, and its folder. */
async function overlayMine(lines: readonly string[]): Promise<string> {
  const project = await projectOf({});
  await cp(BLUEPRINT, join(project, 'blueprint'), { recursive: true });
  const overlay = join(project, 'blueprint', 'overlays', 'mine');
  await mkdir(overlay);
  const head = ['kind: Kustomization', 'resources: [../../base]', 'generatorOptions: { disableNameSuffixHash: true }'];
  await writeFile(join(overlay, 'kustomization.yaml'), [...head, ...lines].join('\n'));
  return overlay;
}

/** An endpoint that has in it all that files are cut at, and every other fact. */
const CHANGED = [
  'configMapGenerator:',
  '  - { name: object-store, behavior: merge, literals: ["endpoint=https://s3.example.org/?a=<value>", region=eu, path-style-access=no, ssl-enabled=yes, directory-markers=keep, bucket=lake, event-logs=lake/logs] }',
  '  - { name: hive-metastore-address, behavior: merge, literals: ["uri=thrift://a=b"] }',
  '  - { name: hdfs, behavior: merge, literals: ["address=hdfs://a<b"] }',
];
const COMPONENTS = 'components: [../../facts-in-files]';

test.for(FOLDERS)('every file says the facts that %s has', async (folder, context) => {
  const { kubectl } = await realTools(context);
  expectFactsInFiles(await renderSharedConfig([join(BLUEPRINT, folder)], kubectl, stop));
});

test('an overlay says a fact once, whatever is in it, and every file that has it inside follows', async (context) => {
  const { kubectl } = await realTools(context);
  const config = await renderSharedConfig([await overlayMine([...CHANGED, COMPONENTS])], kubectl, stop);
  expect(config.get('object-store')?.data.region).toBe('eu');
  expectFactsInFiles(config);
});

test('an overlay that leaves the component out has it laid over, by the harness', async (context) => {
  const { kubectl } = await realTools(context);
  const overlay = await overlayMine(CHANGED);
  const part = { stack: stackSchema.parse({}), systems: [] };
  expectFactsInFiles(await renderConfig([overlay], part, kubectl, stop));
  expect((await renderSharedConfig([overlay], kubectl, stop)).get('object-store')?.data['core-site.xml']).not.toContain('s3.example.org');
});

test('Kustomize has nothing to say against the blueprint: no field that it has deprecated, nothing else', async (context) => {
  const { kubectl } = await realTools(context);
  for (const folder of FOLDERS) {
    const words: string[] = [];
    const rendered = await run(kubectl, ['kustomize', join(BLUEPRINT, folder)], { onLine: (line) => words.push(line) });
    expect(words.join('\n'), folder).toBe(rendered); // both outputs are what one of them is
  }
});
