import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Access } from '../cluster/access.ts';
import type { Release } from '../model/release.ts';
import { Stream } from '../stream/stream.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { fakeProgram } from '../testing/fake-program.ts';
import { collectDiagnostics } from './collect.ts';

const RELEASE: Release = {
  system: 'postgresql',
  chart: '',
  values: '',
  workloads: [{ kind: 'StatefulSet', name: 'postgresql', selector: { app: 'postgresql' }, replicas: 1, joinsLater: false }],
  configMaps: [],
  fingerprint: '0',
};

const SPEC = { containers: [{ name: 'postgresql' }] };
const PODS = {
  items: [
    { metadata: { name: 'postgresql-0', labels: { app: 'postgresql' }, annotations: { 'touchstone/fingerprint': '0' } }, spec: SPEC },
    { metadata: { name: 'orders-0', labels: { app: 'postgresql' } }, spec: SPEC },
  ],
};

const EVENTS = {
  items: ['postgresql-0', 'data-postgresql-0', 'orders-0', 'postgresqls'].map((name) => ({
    type: 'Warning',
    reason: 'BackOff',
    lastTimestamp: '2026-01-01T00:00:00Z',
    involvedObject: { kind: 'Pod', name },
    message: `of ${name}`,
  })),
};

test('of pods that have a system’s labels only its own are described, and their logs kept', async () => {
  const kubectl = await fakeProgram(
    `case "$*" in *"get pods"*) echo '${JSON.stringify(PODS)}';; *"get events"*) echo '${JSON.stringify(EVENTS)}';; *) echo "told: $*";; esac`,
  );
  const access = new Access({ ...(await fakeApi(() => ({ json: {} }))), namespace: 'team' }, { kubectl: kubectl.path, helm: '' });
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-diagnostics-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await collectDiagnostics([RELEASE], folder, { access, stream: new Stream() });
  expect((await readdir(join(folder, 'postgresql'))).toSorted()).toEqual([
    'postgresql-0.postgresql.log',
    'postgresql-0.postgresql.previous.log',
    'postgresql.describe.txt',
    'postgresql.yaml',
  ]);
  expect(await readFile(join(folder, 'postgresql', 'postgresql.describe.txt'), 'utf8')).toContain(
    'describe statefulset/postgresql pod/postgresql-0\n',
  );
  expect(await readFile(join(folder, 'cluster', 'events.txt'), 'utf8')).toBe(
    ['postgresql-0', 'data-postgresql-0'].map((name) => `2026-01-01T00:00:00Z\tWarning\tBackOff\tPod/${name}\tof ${name}\n`).join(''),
  );
  expect((await kubectl.calls()).join('\n')).not.toContain('orders-0');
});
