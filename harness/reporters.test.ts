import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Results } from './model/results.ts';
import { Reporters } from './reporters.ts';
import { Stream } from './stream/stream.ts';
import { EMPTY_RESULTS } from './testing/empty-results.ts';

const RESULTS: Results = { ...EMPTY_RESULTS, counts: { passed: 1, failed: 0, skipped: 0 } };

let folder = '';
let said = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-reporters-'));
  said = '';
  const words = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(async () => {
    words.mockRestore();
    await rm(folder, { recursive: true });
  });
});

test('a reporter that fails is said, and the others report', async () => {
  const failing = join(folder, 'failing.mjs');
  await writeFile(failing, "export const reporter = () => ({ end: () => { throw new Error('no paper') } });");
  const reporters = await Reporters.load([failing, 'results'], new Stream());
  await reporters.end(RESULTS, join(folder, 'r1'));
  expect(said).toBe(`the reporter ${failing} failed: no paper\n`);
  expect(JSON.parse(await readFile(join(folder, 'r1', 'results.json'), 'utf8'))).toMatchObject({ verdict: 'passed' });
  expect(await readlink(join(folder, 'latest'))).toBe('r1');
});

test('a folder that takes nothing is said, and the verdict is told all the same', async () => {
  const told = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  onTestFinished(() => told.mockRestore());
  const reporters = await Reporters.load(['results', 'junit', 'summary', 'terminal'], new Stream());
  await reporters.end(RESULTS, '/dev/null/r1');
  expect(said).toContain('there are no reports: ENOTDIR');
  expect(said).toContain('the reporter results failed: ENOTDIR');
  expect(told).toHaveBeenCalledWith('results in /dev/null/r1\n');
});
