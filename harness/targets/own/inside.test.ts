import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Access } from '../../cluster/access.ts';
import { insideDoor, isInside } from './inside.ts';

async function accessTo(server: string): Promise<Access> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-inside-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  const contexts = [{ name: 'x', context: { cluster: 'c', user: 'u' } }];
  const config = { clusters: [{ name: 'c', cluster: { server } }], users: [{ name: 'u', user: {} }], contexts };
  await writeFile(kubeconfig, JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...config }));
  return new Access({ kubeconfig, context: 'x', namespace: 'team' }, { kubectl: '', helm: '' });
}

test('a pod of the cluster reaches the gateway by its name, and nobody else does', async () => {
  const inside = await accessTo('https://kubernetes.default.svc');
  expect(isInside(inside)).toBe(true);
  expect(insideDoor(inside).url).toBe('http://gateway.team.svc:8080');
  expect(isInside(await accessTo('https://kubernetes.default.svc.example.com:6443'))).toBe(false);
  expect(isInside(await accessTo('https://127.0.0.1:6443'))).toBe(false);
});
