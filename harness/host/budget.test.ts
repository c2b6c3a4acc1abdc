import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { checkBudget, diskNeeded, memoryNeeded } from './budget.ts';
import type { HostFacts } from '../model/host.ts';

const host = (memoryAvailable: number, diskFree: number): HostFacts => ({ memoryAvailable, diskFree }) as HostFacts;

test('a host that has enough passes', () => {
  expect(() => checkBudget({ memory: 4096, disk: 1024 }, host(8192, 65_536))).not.toThrow();
});

test('all that is short is said at once', () => {
  expect(() => checkBudget({ memory: 4096, disk: 61_440 }, host(2048, 1024))).toThrow(
    /memory: 4.0 GiB needed, 2.0 GiB available; disk: 60.0 GiB needed/,
  );
});

test('an engine that keeps layers packed, too, needs more room for the same images', () => {
  const room = { engine: 1000, stages: 500, nodes: 0 };
  const disk = (keepsPacked: boolean): number => diskNeeded(0, room, { keepsPacked });
  expect(disk(true)).toBeGreaterThan(disk(false));
});

test('volumes, and layers on nodes, need room whatever the engine keeps', () => {
  const onNodes = { engine: 0, stages: 0, nodes: 1000 };
  expect(diskNeeded(64, onNodes, { keepsPacked: true })).toBe(diskNeeded(64, onNodes, { keepsPacked: false }));
  expect(diskNeeded(64, onNodes, { keepsPacked: true })).toBeGreaterThan(1064);
});

test('every node and every system needs memory of its own', () => {
  const stack = readStack(REPOSITORY);
  expect(memoryNeeded(stack, ['minio'], 3)).toBeGreaterThan(memoryNeeded(stack, ['minio'], 1));
  expect(memoryNeeded(stack, ['minio'], 1)).toBeGreaterThan(memoryNeeded(stack, [], 1));
});
