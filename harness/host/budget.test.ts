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

test('an image that has to be built needs more room than one that is there', () => {
  const stack = readStack(REPOSITORY);
  const disk = (how: 'there' | 'build'): number => diskNeeded(stack, [], [{ size: 1000, how }]);
  expect(disk('build')).toBeGreaterThan(disk('there'));
});

test('every node and every system needs memory of its own', () => {
  const stack = readStack(REPOSITORY);
  expect(memoryNeeded(stack, ['minio'], 3)).toBeGreaterThan(memoryNeeded(stack, ['minio'], 1));
  expect(memoryNeeded(stack, ['minio'], 1)).toBeGreaterThan(memoryNeeded(stack, [], 1));
});
