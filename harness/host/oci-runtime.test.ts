import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../base/command.ts';
import { launcher, withRuntime, withoutRuntime } from './oci-runtime.ts';

test('the runtime stands in the engine’s settings beside what stands there', () => {
  const settings = { 'data-root': '/disk', runtimes: { kata: { path: '/kata' } } };
  const once = withRuntime(settings, '/program');
  expect(once).toMatchObject({ ...settings, runtimes: { kata: { path: '/kata' } } });
  expect(Object.values(once.runtimes as object)).toContainEqual({ path: '/program' });
  expect(withRuntime(once, '/program')).toEqual(once);
});

test('a default runtime that somebody has chosen is not overruled', () => {
  expect(() => withRuntime({ 'default-runtime': 'nvidia' }, '/program')).toThrow(
    'another default runtime than the one that does without: "nvidia"',
  );
});

test('taken away, the settings are those of before; while containers need the runtime, the engine knows it and uses its own', () => {
  const before = { 'data-root': '/disk', runtimes: { kata: { path: '/kata' } } };
  expect(withoutRuntime(withRuntime(before, '/program'), false)).toEqual(before);
  expect(withoutRuntime(withRuntime({}, '/program'), false)).toEqual({});
  expect(withoutRuntime(withRuntime({}, '/program'), true)).toEqual({ runtimes: { touchstone: { path: '/program' } } });
  expect(withoutRuntime({ 'default-runtime': 'nvidia' }, false)).toEqual({ 'default-runtime': 'nvidia' });
});

test.each([
  ['the Node.js that wrote it', { recorded: true, found: true }, 'recorded /program create it'],
  ['another, where that is gone', { recorded: false, found: true }, 'node /program create it'],
  ['runc, where there is none', { recorded: false, found: false }, 'runc create it'],
])('the runtime is started by %s', async (_who, { recorded, found }, said) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-runtime-'));
  const program = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho ${name} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  };
  program('runc');
  if (found) program('node');
  const path = join(folder, 'launcher');
  writeFileSync(path, launcher(recorded ? program('recorded') : '/gone/bin/node', '/program'));
  expect(await run('/bin/sh', [path, 'create', 'it'], { env: { PATH: folder } })).toBe(said);
});
