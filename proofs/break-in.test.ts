import { expect, test } from 'vitest';
import { ROOT } from '../harness/index.ts';
import { broken } from './break-in.ts';
import type { Fault } from './fault.ts';
import { loadFaults } from './load-faults.ts';
import { unseenFaults } from './page.ts';

// A proof takes an hour; that a fault has lost its place is to be known when the place changes.
test('every fault finds its place, once', async () => {
  const faults = await allFaults();
  const files = await Promise.allSettled(faults.map((fault) => broken(ROOT, fault)));
  expect(files.flatMap((file) => (file.status === 'rejected' ? [String(file.reason)] : []))).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

test('every fault has been seen, and docs/proofs.md has what was said', async () => {
  const unseen = await unseenFaults(await allFaults());
  expect(
    unseen.map(({ what }) => what),
    'npm run prove -- --only WORDS looks for them',
  ).toEqual([]);
});

async function allFaults(): Promise<Fault[]> {
  return (await loadFaults()).flatMap(({ faults }) => faults);
}
