import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { projectOf } from '../testing/project-of.ts';
import { withOverlay } from './overlay.ts';
import { readStack } from './stack.ts';

const stack = readStack(REPOSITORY);

/** The stack with an overlay `mine` of somebody's project, which stands on others by their paths from it. */
async function withMine(values: string, resources: (folder: string) => readonly string[]) {
  const root = await projectOf({ 'blueprint/overlays/mine/values.yaml': values });
  const mine = `${root}/blueprint/overlays/mine`;
  const project = { roots: [root, ROOT] };
  await writeFile(`${mine}/kustomization.yaml`, JSON.stringify({ resources: resources(mine) }));
  return withOverlay(stack, project, 'mine').systems;
}

test('an overlay has the values of those that it stands on, and its own before them', async () => {
  const systems = await withMine('presto: { values: { secured: false, threads: 3 } }', (folder) => [
    relative(folder, `${ROOT}/blueprint/overlays/secure`),
  ]);
  expect(systems.presto?.values).toMatchObject({ secured: false, threads: 3 });
  expect(systems.hdfs?.values).toMatchObject({ kerberos: true }); // of the overlay kerberos, which secure stands on
  expect(systems.presto?.credentials.filter((name) => name === 'install-authority')).toHaveLength(1);
});

test('an overlay has systems need others and consume ConfigMaps beside, of those that there are', async () => {
  const systems = await withMine('presto: { needs: [kafka, minio], configMaps: [kafka-address] }', () => []);
  expect(systems.presto?.needs).toEqual([...(stack.systems.presto?.needs ?? []), 'kafka']);
  expect(systems.presto?.configMaps).toEqual([...(stack.systems.presto?.configMaps ?? []), 'kafka-address']);
  await expect(withMine('presto: { needs: [kafak] }', () => [])).rejects.toThrow('kafka');
});

test('an overlay that stands on the base has its own values alone', async () => {
  const systems = await withMine('presto: { values: { threads: 3 } }', (folder) => [relative(folder, `${ROOT}/blueprint/base`)]);
  expect(systems.presto?.values).toMatchObject({ threads: 3 });
  expect({ ...systems, presto: stack.systems.presto }).toEqual(stack.systems);
});
