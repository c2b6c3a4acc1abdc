import { expect, test } from 'vitest';
import { hasStore } from './ours.ts';

test.for([
  [true, 'of ours', '/var/lib/docker/volumes/touchstone-store/_data/node-0:/var/lib/containerd /lib/modules:/lib/modules '],
  [false, 'that kind made for somebody', '/var/lib/docker/volumes/cac3/_data:/var /lib/modules:/lib/modules '],
  [false, 'with a folder of somebody’s', '/home/me/store:/var/lib/containerd '],
  [false, 'without mounts', ''],
] as const)('%s: a node %s', ([expected, , mounts]) => {
  expect(hasStore(mounts)).toBe(expected);
});
