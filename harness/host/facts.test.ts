import { expect, test } from 'vitest';
import { engineInfo } from '../testing/engine-info.ts';
import { readEngineInfo } from './engine-facts.ts';
import { roomOf } from './facts.ts';

test('an engine that does not answer has no facts', () => {
  expect(
    readEngineInfo(engineInfo({ ServerVersion: '', NCPU: 0, MemTotal: 0, DockerRootDir: '', CgroupVersion: undefined })),
  ).toBeUndefined();
});

test('an engine in a virtual machine has that machine’s memory and cores, whatever is free on this one', async () => {
  const engine = readEngineInfo(engineInfo());
  expect(await roomOf(engine, { total: 19_327_352_832, available: 150_000_000, cores: 12 })).toEqual({
    cores: 4,
    memory: 7_939,
    memoryAvailable: 7_939,
    diskFree: undefined,
  });
});

test('an engine of this machine shares it with what else runs', async () => {
  const room = await roomOf(readEngineInfo(engineInfo({ DockerRootDir: '/' })), {
    total: 8_325_603_328,
    available: 2_147_483_648,
    cores: 4,
  });
  expect(room).toMatchObject({ cores: 4, memory: 7_939, memoryAvailable: 2_048 });
  expect(room.diskFree).toBeGreaterThan(0);
});

test('without an engine, the one that will be started is this machine’s', async () => {
  const room = await roomOf(undefined, { total: 8_325_603_328, available: 2_147_483_648, cores: 2 });
  expect(room).toMatchObject({ cores: 2, memoryAvailable: 2_048 });
});
