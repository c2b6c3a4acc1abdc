import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../../base/command.ts';
import { ROOT } from '../../base/paths.ts';
import { docker, hasImage } from '../../engine/docker.ts';
import { hostArchitecture } from '../key.ts';
import { writeArchive } from './write.ts';

const REFERENCE = `localhost/touchstone-test/carried:${process.pid}`;
/** Runs a command in a network namespace of its own, which has not even a loopback that is up. */
const CUT_OFF = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net'] as const;

/** The commands of the first block below a heading of docs/air-gapped.md. */
function commandsBelow(heading: string): string[] {
  const page = readFileSync(join(ROOT, 'docs', 'air-gapped.md'), 'utf8');
  const block = /```sh\n([^]*?)```/.exec(page.split(`## ${heading}\n`)[1] ?? '')?.[1] ?? '';
  return block.split('\n').filter((line) => line !== '');
}

/** Runs a command of a shell where there is no network. */
function cutOff(command: string): Promise<string> {
  const [program, ...args] = CUT_OFF;
  return run(program, [...args, 'sh', '-c', command], { cwd: ROOT });
}

/** An archive with a small image that the engine has no longer. */
async function archiveIn(folder: string): Promise<string> {
  await writeFile(join(folder, 'payload'), 'carried');
  await run('tar', ['-cf', 'rootfs.tar', 'payload'], { cwd: folder });
  await docker(['import', join(folder, 'rootfs.tar'), REFERENCE]);
  onTestFinished(() => tryRun('docker', ['image', 'rm', REFERENCE]).then(() => undefined));
  const file = join(folder, 'carried.tar');
  const images = [{ name: 'payload', reference: REFERENCE }];
  await writeArchive(file, { platform: `linux/${hostArchitecture()}`, images, tools: [] }, () => undefined, new AbortController().signal);
  await docker(['image', 'rm', REFERENCE]);
  return file;
}

test('what docs/air-gapped.md says is done without a network', { timeout: 120_000 }, async ({ skip }) => {
  skip((await tryRun('docker', ['version'])) === undefined, 'no container engine answers');
  skip((await tryRun('unshare', [...CUT_OFF.slice(1), 'true'])) === undefined, 'no network namespace can be made here');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-air-gapped-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = await archiveIn(folder);
  expect((await cutOff('cat /proc/net/route')).split('\n')).toHaveLength(1); // its heading

  const commands = commandsBelow('On the host without a network');
  expect(commands).toHaveLength(2);
  const said: string[] = [];
  for (const command of commands) said.push(await cutOff(command.replace('touchstone.tar', file)));
  expect(said[0]).toContain(REFERENCE);
  expect(await hasImage(REFERENCE)).toBe(true);
  expect(said[1]).toMatch(/ kind-node +\d+ MiB/);
});
