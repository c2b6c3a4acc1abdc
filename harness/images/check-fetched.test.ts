import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const program = (name: string): string => join(ROOT, 'images', 'build-base', name);

/** A folder with two files, one of them deeper, and the lock of both. */
async function locked() {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-fetched-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const fetched = join(folder, 'fetched');
  await mkdir(join(fetched, 'lib'), { recursive: true });
  await writeFile(join(fetched, 'lib', 'a b.jar'), 'a');
  await writeFile(join(fetched, 'tool'), 't');
  const lock = join(folder, 'fetched.sha256');
  await writeFile(lock, `${await run(program('sums-of'), [fetched])}\n`);
  return { fetched, check: () => run(program('check-fetched'), [lock, fetched]) };
}

test('what is as it was locked passes', async () => {
  expect(await (await locked()).check()).toBe('');
});

test.for([
  ['another', (fetched: string) => writeFile(join(fetched, 'tool'), 'u'), /^> \w{64} {2}tool$/m],
  ['missing', (fetched: string) => rm(join(fetched, 'lib', 'a b.jar')), /^< \w{64} {2}lib\/a b\.jar$/m],
  ['too much', (fetched: string) => writeFile(join(fetched, 'lib', 'c.jar'), ''), /^> \w{64} {2}lib\/c\.jar$/m],
] as const)('a file that is %s is refused, and named', async ([, tamper, named]) => {
  const { fetched, check } = await locked();
  await tamper(fetched);
  await expect(check()).rejects.toThrow(named);
});
