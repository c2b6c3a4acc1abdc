import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from './base/failure.ts';
import { ROOT } from './base/paths.ts';
import { REPOSITORY } from './base/project.ts';
import { readCatalogue } from './images/catalogue.ts';
import { configFolders, withOverlay } from './model/overlay.ts';
import { chartOf } from './model/chart.ts';
import { makePlan, overlaid } from './model/plan.ts';
import { readStack } from './model/stack.ts';
import { suiteNames } from './model/suite.ts';
import { openProject } from './open-project.ts';
import { projectOf, type Files } from './testing/project-of.ts';

const PACKAGE: Files = { 'package.json': '{ "type": "module" }' };
const SYSTEM = 'images: { image: gateway }, memory: 1, disk: 0';
const TEST = 'suites/mine/mine.test.ts';
const MINE: Files = {
  ...PACKAGE,
  [TEST]: '',
  'blueprint/stack.yaml': `{ systems: { mine: { ${SYSTEM}, needs: [kafka] } }, edges: { mine→kafka: { from: mine, to: kafka, after: [kafka→zookeeper] } } }`,
  'charts/mine/Chart.yaml': '',
  'suites/mine/suite.ts': "export const suite = { title: 'Mine', needs: ['mine'] };",
};

function without(path: string): Files {
  return Object.fromEntries(Object.entries(MINE).filter(([each]) => each !== path));
}

test('what a project has is added to what the repository has', async () => {
  const folder = await projectOf({
    ...MINE,
    'images/images.yaml': '{ images: { mine: { build: { from: { BASE: jre } }, size: 1 } } }',
    'images/mine/Dockerfile': '',
    'images/minio/Dockerfile': '',
  });
  const project = openProject(folder);
  expect(suiteNames(project)).toEqual(expect.arrayContaining(['mine', 'streaming']));
  expect(readStack(project).edges).toMatchObject({ 'mine→kafka': { from: 'mine' }, 'kafka→zookeeper': { from: 'kafka' } });
  const { systems, images } = await makePlan(project, ['mine']);
  expect(systems).toEqual(['gateway', 'zookeeper', 'kafka', 'mine']);
  expect(images).toContain('gateway');
  const folders = ['mine', 'minio', 'kafka'].map((name) => readCatalogue(project).get(name)?.folder);
  expect(folders).toEqual([join(folder, 'images', 'mine'), join(folder, 'images', 'minio'), join(ROOT, 'images', 'kafka')]);
});

test('an overlay that both have is one; who has none of that name gives its base', async () => {
  const overlay = { 'blueprint/overlays/replicated/values.yaml': 'mine: { values: { replicas: 3 }, memory: 3 }' };
  const base = { 'blueprint/base/kustomization.yaml': '' };
  const [plain, both] = [await projectOf({ ...MINE, ...base }), await projectOf({ ...MINE, ...base, ...overlay })];
  const replicated = join(ROOT, 'blueprint', 'overlays', 'replicated');
  expect(configFolders(openProject(plain), 'replicated')).toEqual([join(plain, 'blueprint', 'base'), replicated]);
  const { systems } = withOverlay(readStack(openProject(both)), openProject(both), 'replicated');
  expect(systems.mine).toMatchObject({ values: { replicas: 3 }, memory: 3 });
  expect(systems.kafka).toMatchObject({ values: { brokers: 3 } });
});

test('an overlay has another chart and other images for a system, and everything else is as it was', async () => {
  const project = openProject(await projectOf(MINE));
  const plan = await makePlan(project, ['mine', 'warehousing']);
  const { stack, systems, images } = overlaid(plan, 'versitygw');
  expect(systems).toEqual(plan.systems);
  expect(new Set(images)).toEqual(new Set([...plan.images.filter((name) => name !== 'minio'), 'versitygw']));
  expect(chartOf(project, stack, 'minio')).toBe(join(ROOT, 'charts', 'versitygw'));
  expect(chartOf(project, plan.stack, 'minio')).toBe(join(ROOT, 'charts', 'minio'));
  expect(stack.systems.minio).toMatchObject({ credentials: plan.stack.systems.minio?.credentials, values: {} });
  expect(stack.systems.kafka).toEqual(plan.stack.systems.kafka);
});

test('a system that is only where others need it comes with the overlay that has them need it, and with no suite that needs every system', async () => {
  const plan = await makePlan(REPOSITORY, ['security']);
  expect(plan.systems).not.toContain('kdc');
  const { systems, images } = overlaid(plan, 'secure');
  expect(systems).toEqual(expect.arrayContaining([...plan.systems, 'kdc']));
  expect(systems.indexOf('kdc')).toBeLessThan(systems.indexOf('hdfs'));
  expect(images).toContain('kdc');
  expect(overlaid(await makePlan(REPOSITORY, ['streaming']), 'secure').systems).not.toContain('hdfs');
});

test.for<[string, Files]>([
  ['is no project: it has neither suites/ nor blueprint/stack.yaml', {}],
  ['/package.json does not', { ...MINE, 'package.json': '{}' }],
  [
    'is not as it should be: systems.mine.memory: ',
    { ...PACKAGE, 'blueprint/stack.yaml': 'systems: { mine: { images: {}, memory: a lot, disk: 0 } }' },
  ],
  ['is not as it should be: Flow sequence', { ...PACKAGE, 'blueprint/stack.yaml': 'edges:\n  a: [\n' }],
  ['the system kafka is in both', { ...PACKAGE, 'blueprint/stack.yaml': `systems: { kafka: { ${SYSTEM} } }` }],
  ['the edge presto→minio is in both', { ...PACKAGE, 'blueprint/stack.yaml': 'edges: { presto→minio: { from: presto, to: minio } }' }],
  ['the system yours has no chart', { ...MINE, 'blueprint/stack.yaml': `systems: { mine: { ${SYSTEM} }, yours: { ${SYSTEM} } }` }],
  ['names the system kafak, and there is none', { ...MINE, 'blueprint/stack.yaml': `systems: { mine: { ${SYSTEM}, needs: [kafak] } }` }],
  [
    'names the image mnio, and there is none',
    { ...MINE, 'blueprint/stack.yaml': 'systems: { mine: { images: { image: mnio }, memory: 1, disk: 0 } }' },
  ],
  [
    'the edge a→b of blueprint/stack.yaml names the system kafak',
    { ...MINE, 'blueprint/stack.yaml': 'edges: { a→b: { from: kafka, to: kafak } }' },
  ],
  ['the image minio is in both', { ...MINE, 'images/images.yaml': 'images: { minio: { build: {}, size: 1 } }' }],
  [
    'is built from jer, and there is none',
    { ...MINE, 'images/images.yaml': 'images: { mine: { build: { from: { JRE: jer } }, size: 1 } }' },
  ],
  ['the suite streaming is in both', { ...MINE, 'suites/streaming/suite.ts': '' }],
  ['suites/mine has no test: a suite’s tests are suites/mine/*.test.ts', without(TEST)],
  ['suites/mine/flows/a.test.ts would never run', { ...MINE, 'suites/mine/flows/a.test.ts': '' }],
  ['suites/mine/a.spec.ts would never run', { ...MINE, 'suites/mine/a.spec.ts': '' }],
  ['suites/mine/suite.ts exports no suite', { ...MINE, 'suites/mine/suite.ts': 'export const suit = 1;' }],
  ['suites/mine/suite.ts cannot be loaded', { ...MINE, 'suites/mine/suite.ts': "throw new Error('broken');" }],
  [
    'suites/mine/suite.ts needs the system kafak',
    { ...MINE, 'suites/mine/suite.ts': "export const suite = { title: '', needs: ['kafak'] };" },
  ],
])('%s', async ([words, files]) => {
  const folder = await projectOf(files);
  const opening = async (): Promise<unknown> => {
    const project = openProject(folder);
    return makePlan(project, suiteNames(project));
  };
  await expect(opening()).rejects.toThrow(UsageError);
  await expect(opening()).rejects.toThrow(words);
  await expect(opening()).rejects.not.toThrow('\n');
});
