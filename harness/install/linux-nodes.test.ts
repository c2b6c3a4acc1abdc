import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { REPOSITORY } from '../base/project.ts';
import { configFolders } from '../model/overlay.ts';
import { readStack } from '../model/stack.ts';
import { realTools } from '../testing/real-tools.ts';
import { render } from './render.ts';

interface PodSpec {
  readonly containers: readonly object[];
  readonly nodeSelector?: unknown;
}

/** All specs of pods in an object, in the texts of YAML too that a ConfigMap has of them. */
function podSpecsIn(value: unknown, key = ''): PodSpec[] {
  if (typeof value === 'string') return key.endsWith('.yaml') ? podSpecsIn(parse(value)) : [];
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, part]) => podSpecsIn(part, name));
  return 'containers' in value ? [value as PodSpec, ...below] : below;
}

test('every pod of every chart asks for a node with Linux', async (context) => {
  const tools = await realTools(context);
  const stack = readStack(REPOSITORY);
  const systems = Object.keys(stack.systems);
  const references = new Map(
    Object.values(stack.systems).flatMap(({ images }) => Object.values(images).map((name) => [name, name] as const)),
  );
  const design = { project: REPOSITORY, stack, systems, references, configFolders: configFolders(REPOSITORY, undefined), tools };
  const { releases } = await render({ ...design, chartValues: () => ({}) }, new AbortController().signal);
  const specs = releases.flatMap(({ manifest }) => parseAllDocuments(manifest).flatMap((document) => podSpecsIn(document.toJS())));
  expect(specs.length).toBeGreaterThan(systems.length);
  expect(specs.filter(({ nodeSelector }) => JSON.stringify(nodeSelector) !== '{"kubernetes.io/os":"linux"}')).toEqual([]);
});
