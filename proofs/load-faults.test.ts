import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, run } from '../harness/index.ts';
import { loadFaults } from './load-faults.ts';

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

// It has vitest load every suite's files: ten seconds, and a minute beside other work.
test('every test of a suite has a fault that it must see', { timeout: 240_000 }, async () => {
  const faults = (await loadFaults()).flatMap((round) => round.faults);
  const listed = await run(process.execPath, [VITEST, 'list', '--json', '--root', ROOT, '--project', 'suites', '--project', 'disruptive']);
  const names = (JSON.parse(listed) as { name: string }[]).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(faults.length);
  expect(names.filter((name) => !faults.some(({ tests }) => tests.test(name)))).toEqual([]);
});
