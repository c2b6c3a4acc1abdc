import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FOLDER, type Machine } from './machine.ts';
import { powerOff } from './power.ts';

/** A machine that is no more than a folder and the id of a process, which runs with these words. */
async function machineOf(words: (name: string) => readonly string[]): Promise<{ machine: Machine; pid: number; ended: Promise<unknown> }> {
  const name = `test-${process.pid}`;
  const ids = join(FOLDER, 'ids', name);
  const machine = { name, address: '192.0.2.1', tap: 'none', folder: join(FOLDER, name) };
  const child = spawn('sh', ['-c', 'while :; do sleep 1; done', ...words(name)]);
  onTestFinished(async () => {
    child.kill();
    await rm(ids, { recursive: true });
  });
  const pid = child.pid ?? 0;
  await mkdir(ids, { recursive: true });
  await mkdir(machine.folder, { recursive: true });
  await writeFile(join(ids, 'pid'), `${pid}\n`);
  return { machine, pid, ended: once(child, 'exit') };
}

test('a machine is ended, and what it wrote is gone', async () => {
  const { machine, ended } = await machineOf((name) => [`umid=${name}`, `uml_dir=${join(FOLDER, 'ids')}/`]);
  await powerOff(machine);
  expect(await ended).toEqual([null, 'SIGTERM']);
  expect(existsSync(machine.folder)).toBe(false);
});

test('a process that has a dead machine’s id by chance goes on', async () => {
  const { machine, pid } = await machineOf(() => []);
  await powerOff(machine);
  expect(process.kill(pid, 0)).toBe(true);
});
