import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { checkCertificate } from '../commands/certify-check.ts';
import { readProfile } from '../model/profile.ts';
import { certifiedRun } from '../testing/certified-run.ts';
import { writeBundle } from './write-bundle.ts';

const profile = readProfile('core');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

/** What `certify check` says of a file, and its exit code. */
async function checked(file: string): Promise<{ code: number; words: string }> {
  const words: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => words.push(String(text)) > 0);
  const code = await checkCertificate(file).finally(() => stdout.mockRestore());
  return { code, words: words.join('') };
}

test('a run that certifies its profile is a file that the check accepts, named after the product', async () => {
  const results = await certifiedRun(profile);
  const written = await writeBundle({ product: { name: 'Turbo/Lake 2', version: '../1.0' }, profile, results }, folder);
  expect(written).toEqual({ file: join(folder, 'touchstone-Turbo-Lake-2-..-1.0.tar.gz') });
  expect(await readdir(folder)).toHaveLength(1);
  expect(await checked('file' in written ? written.file : '')).toMatchObject({
    code: 0,
    words: expect.stringMatching(/^✓ Turbo\/Lake 2 \.\.\/1\.0: core \d+, \d+ tests, 5 edges/) as string,
  });
});

test('one that does not leaves no file, and says why', async () => {
  const results = await certifiedRun(profile, ({ file }) => (file.endsWith('groups.test.ts') ? { status: 'failed' } : {}));
  const written = await writeBundle({ product: { name: 'lake', version: '1' }, profile, results }, folder);
  expect(written).toMatchObject({ missed: expect.arrayContaining(['the run’s verdict is: failed']) as string[] });
  expect(await readdir(folder)).toEqual([]);
});

test('a file that says something else is no certificate', async () => {
  expect(await checked(join(import.meta.dirname, 'recordings', 'about.yaml'))).toMatchObject({ code: 1 });
  await expect(checked(folder)).rejects.toThrow(`there is no file ${folder}`);
});
