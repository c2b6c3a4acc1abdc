import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { test } from '../../fixtures/test.ts';
import { ROOT, filesBelow, run } from '../../harness/index.ts';
import { TENANTS, type Tenant } from './tenants.ts';

const ELSEWHERE = 'elsewhere-0:2181,elsewhere-1:2181';

test(
  'the address stands in one file: changed there, it is changed in the one ConfigMap that all tenants read',
  { tags: ['kafka→zookeeper', 'hbase→zookeeper', 'nifi→zookeeper'] },
  async ({ target, kubernetes, onTestFinished, ours }) => {
    ours('zookeeper', 'kafka');
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-blueprint-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await cp(join(ROOT, 'blueprint'), folder, { recursive: true });
    const base = join(folder, 'base');
    await writeFile(join(base, 'zookeeper.env'), `quorum=${ELSEWHERE}\n`);
    const maps = parseAllDocuments(await run(target.kubectl, ['kustomize', base])).map((document) => document.toJS() as ConfigMap);
    const holders = maps.filter(({ data }) => Object.values(data).some((value) => value.includes(ELSEWHERE)));
    expect(holders.map(({ metadata }) => metadata.name)).toEqual(['zookeeper']);

    for (const { app } of Object.values<Tenant>(TENANTS)) {
      const [pod] = await kubernetes.pods(app);
      for (const key of ['quorum', 'root'])
        expect(pod?.spec?.containers[0]?.env).toContainEqual({
          name: `ZOOKEEPER_${key.toUpperCase()}`,
          valueFrom: { configMapKeyRef: { name: 'zookeeper', key } },
        });
    }

    const { quorum = '' } = await kubernetes.configMap('zookeeper');
    const rooms = ['blueprint/base', 'charts', 'fixtures', 'suites'].map((room) => join(ROOT, room));
    const files = rooms.flatMap((room) => filesBelow(room).map((file) => join(room, file)));
    const member = quorum.split(',')[0] ?? '';
    const repeating = await Promise.all(files.map(async (file) => ((await readFile(file, 'utf8')).includes(member) ? [file] : [])));
    expect(repeating.flat()).toEqual([join(ROOT, 'blueprint/base/zookeeper.env')]);
  },
);

interface ConfigMap {
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}
