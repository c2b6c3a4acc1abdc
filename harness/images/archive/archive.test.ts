import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../../base/command.ts';
import { docker, hasImage } from '../../engine/docker.ts';
import { readArchive } from './read.ts';
import { writeArchive } from './write.ts';

const quiet = new AbortController().signal;
const engine = await tryRun('docker', ['version', '--format', '{{.Server.Version}}']);
const REFERENCE = `localhost/touchstone-test/archived:${process.pid}`;

const NO_ENGINE = [engine === undefined, 'no container engine answers'] as const;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-archive-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** An image of the engine with one file in it, for one test; and a tool, and the archive of both. */
async function archived(): Promise<string> {
  await writeFile(join(folder, 'payload'), 'what the image holds');
  await run('tar', ['-cf', 'rootfs.tar', 'payload'], { cwd: folder });
  await docker(['import', join(folder, 'rootfs.tar'), REFERENCE]);
  onTestFinished(() => tryRun('docker', ['image', 'rm', REFERENCE]).then(() => undefined));
  await writeFile(join(folder, 'helm'), '#!/bin/sh\necho v3\n', { mode: 0o755 });
  const file = join(folder, 'archive.tar');
  await writeArchive(
    file,
    {
      platform: 'linux/amd64',
      images: [{ name: 'payload', reference: REFERENCE }],
      tools: [{ file: 'helm-3', path: join(folder, 'helm') }],
    },
    () => undefined,
    quiet,
  );
  return file;
}

async function readInto(file: string): Promise<{ into: string; tools: readonly string[] }> {
  const into = join(folder, 'into');
  await mkdir(into, { recursive: true });
  return { into, ...(await readArchive(file, into, quiet)) };
}

test('what was written is read, and the engine loads it', async ({ skip }) => {
  skip(...NO_ENGINE);
  const file = await archived();
  const { into, tools } = await readInto(file);
  expect(tools).toEqual(['helm-3']);
  expect(await run(join(into, 'helm-3'), [])).toBe('v3');
  await docker(['image', 'rm', REFERENCE]);
  await docker(['load', '--input', file]);
  expect(await hasImage(REFERENCE)).toBe(true);
});

test('one changed byte is named with the file that it is in', async ({ skip }) => {
  skip(...NO_ENGINE);
  const file = await archived();
  const content = await readFile(file);
  content[content.indexOf('echo v3')] = 0x45; // the tool’s: what an image holds some engines compress
  await writeFile(file, content);
  await expect(readInto(file)).rejects.toThrow(/archive\.tar is not the archive that was written: these are not what was written: \S+$/);
});

test('an archive that was cut off is named', async ({ skip }) => {
  skip(...NO_ENGINE);
  const file = await archived();
  await truncate(file, (await readFile(file)).length / 2);
  await expect(readInto(file)).rejects.toThrow('archive.tar is not the archive that was written: it is cut off, or no tar archive');
});

test('an archive of somebody else’s is named', async () => {
  await writeFile(join(folder, 'x'), 'x');
  await run('tar', ['-cf', 'other.tar', 'x'], { cwd: folder });
  await expect(readInto(join(folder, 'other.tar'))).rejects.toThrow('it has no list of checksums');
});

test('what the engine does not give leaves nothing that looks whole', async () => {
  const file = join(folder, 'archive.tar');
  const cargo = { platform: 'linux/amd64', images: [{ name: 'none', reference: 'localhost/touchstone-test/none:1' }], tools: [] };
  await expect(writeArchive(file, cargo, () => undefined, quiet)).rejects.toThrow();
  expect(existsSync(file)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});
