import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { HostFacts } from '../model/host.ts';
import { examine } from './doctor.ts';

const WELL: HostFacts = {
  cores: 4,
  memory: 8_192,
  memoryAvailable: 6_144,
  diskFree: 65_536,
  root: false,
  apt: true,
  systemd: true,
  cgroupVersion: 2,
  lacksSysResource: false,
  dockerClient: 'Docker version 28.5.2',
  dockerDaemonInstalled: true,
  engine: '28.5.2',
  rootless: false,
  keepsPacked: false,
};

/** What the doctor says of one thing on a host that is well but for this; undefined when it says nothing. */
async function said(what: string, changes: Partial<HostFacts>): Promise<Pick<Finding, 'state' | 'detail'> | undefined> {
  const findings = await examine({ ...WELL, ...changes }, new AbortController().signal);
  return findings.find((finding) => finding.what === what);
}

test('an engine that may not be used is said in its own words, with what to do', async () => {
  const engineTrouble = { problem: 'not permitted', said: 'permission denied at unix:///var/run/docker.sock' } as const;
  const finding = await said('container engine', { engine: undefined, engineTrouble });
  expect(finding?.state).toBe('missing');
  expect(finding?.detail).toMatch(/permission denied at unix:\/\/\/var\/run\/docker\.sock\. Add the user to the group docker/);
});

test('a stopped engine will be started by root, and by nobody else', async () => {
  const stopped = { engine: undefined, engineTrouble: { problem: 'not running', said: 'Cannot connect' } } as const;
  expect((await said('container engine', { ...stopped, root: true }))?.state).toBe('will be done');
  expect((await said('container engine', stopped))?.state).toBe('missing');
});

test('an engine that somebody has led elsewhere is not replaced by one of this host', async () => {
  const led = { engine: undefined, root: true, engineTrouble: { problem: 'out of reach', said: 'tcp://127.0.0.1:1' } } as const;
  expect((await said('container engine', led))?.state).toBe('missing');
});

test('what may fail later is found with the setting that mends it', async () => {
  expect(await said('inotify', { inotify: { instances: 128, watches: 192_536 } })).toMatchObject({
    state: 'may fail',
    detail: expect.stringContaining('sysctl -w fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288') as string,
  });
  expect((await said('file system', { fileSystem: 'zfs' }))?.detail).toContain('"data-root"');
  expect(await said('inotify', { inotify: { instances: 512, watches: 524_288 } })).toBeUndefined();
  expect(await said('file system', { fileSystem: 'extfs' })).toBeUndefined();
});
