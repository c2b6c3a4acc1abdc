import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { HostFacts } from '../../model/host.ts';
import { ROOT } from '../../base/paths.ts';
import { kindConfig } from './config.ts';

const normal = { cgroupVersion: 2, lacksSysResource: false } as HostFacts;

test('a normal host gets kind-config.yaml as it stands', () => {
  const config = parse(kindConfig(normal, 1, [])) as unknown;
  expect(config).toEqual(parse(readFileSync(join(ROOT, 'kind-config.yaml'), 'utf8')));
});

test('patches are added for what the host was found to lack, and only for that', () => {
  expect(kindConfig({ ...normal, cgroupVersion: 1 }, 1, [])).toContain('failCgroupV1: false');
  expect(kindConfig({ ...normal, cgroupVersion: 1 }, 1, [])).not.toContain('restrict_oom_score_adj');
  expect(kindConfig({ ...normal, lacksSysResource: true }, 1, [])).toContain('restrict_oom_score_adj = true');
});

test('more nodes are workers, and each has its own image store', () => {
  const { nodes } = parse(kindConfig(normal, 3, ['/a', '/b', '/c'])) as { nodes: { role: string; extraMounts: { hostPath: string }[] }[] };
  expect(nodes.map(({ role }) => role)).toEqual(['control-plane', 'worker', 'worker']);
  expect(nodes.map(({ extraMounts }) => extraMounts[0]?.hostPath)).toEqual(['/a', '/b', '/c']);
});
