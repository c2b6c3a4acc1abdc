import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../base/command.ts';
import { changeOneByte, startMirror } from '../testing/mirror.ts';
import { fetchRelease } from './fetch-release.ts';
import { RELEASES, type Release } from './releases.ts';

const signal = new AbortController().signal;
const PROGRAM = '#!/bin/sh\necho v1\n';

// The mirror is on this host, whatever proxy leads out of it.
beforeEach(() => void vi.stubEnv('no_proxy', '127.0.0.1'));

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'touchstone-release-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

function pinned(url: string, content: string | Buffer): Release {
  const digest = createHash('sha256').update(content).digest('hex');
  const sha256 = { 'linux-amd64': digest, 'linux-arm64': digest, 'darwin-amd64': digest, 'darwin-arm64': digest };
  return { url: () => url, sha256 };
}

test('a release that is what it was pinned to is taken', async () => {
  const mirror = await startMirror({ '/tool': PROGRAM });
  const target = join(await folder(), 'tool');
  expect(await fetchRelease(pinned(`${mirror.url}/tool`, PROGRAM), target, signal)).toBe(true);
  expect(await readFile(target, 'utf8')).toBe(PROGRAM);
});

test('a release that comes as an archive is unpacked', async () => {
  const into = await folder();
  await run('sh', ['-c', 'mkdir linux && echo tool >linux/tool && tar -czf archive.tar.gz linux'], { cwd: into });
  const archive = await readFile(join(into, 'archive.tar.gz'));
  const mirror = await startMirror({ '/tool.tar.gz': archive });
  expect(await fetchRelease(pinned(`${mirror.url}/tool.tar.gz`, archive), join(into, 'tool'), signal)).toBe(true);
  expect(await readFile(join(into, 'tool'), 'utf8')).toBe('tool\n');
});

test('a release with one byte changed is refused, by both its names', async () => {
  const mirror = await startMirror({ '/tool': PROGRAM });
  const release = pinned(`${mirror.url}/tool`, PROGRAM);
  changeOneByte(mirror, '/tool');
  const target = join(await folder(), 'tool');
  await expect(fetchRelease(release, target, signal)).rejects.toThrow(/tool has SHA-256 \w{64}, and not \w{64}, which it is pinned to/);
  await expect(readFile(target)).rejects.toThrow('ENOENT');
});

test('a release for another host, or of a site that does not answer, is none', async () => {
  const target = join(await folder(), 'tool');
  const nowhere = pinned('http://127.0.0.1:1/tool', PROGRAM);
  expect(await fetchRelease(nowhere, target, signal)).toBe(false);
  const mirror = await startMirror({ '/tool': PROGRAM });
  const elsewhere = { url: () => `${mirror.url}/tool`, sha256: {} };
  expect(await fetchRelease(elsewhere, target, signal)).toBe(false);
});

test.for(Object.entries(RELEASES))('each of the four files of %s has a digest of its own', ([, { url, sha256 }]) => {
  expect(new Set(Object.values(sha256)).size).toBe(4);
  for (const digest of Object.values(sha256)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const urls = Object.keys(sha256).map((platform) => {
    const [os = '', architecture = ''] = platform.split('-');
    return url(os, architecture);
  });
  expect(new Set(urls).size).toBe(4);
});
