import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { run, tryRun } from '../../base/command.ts';
import { ROOT } from '../../base/paths.ts';
import { changeOneByte, startMirror } from '../../testing/mirror.ts';

// This host's pip, against an index that has one package.
const NO_PIP = 'there is no pip here';
let hasPip = false;
const INSTALL = join(ROOT, 'images', 'spark-distribution', 'install-fetched.sh');
const WHEEL = 'lib-1-py3-none-any.whl';

beforeAll(async () => {
  hasPip = (await tryRun('pip', ['--version'])) !== undefined;
});

async function packed(folder: string): Promise<Buffer> {
  const about = join(folder, 'lib-1.dist-info');
  await mkdir(about);
  await writeFile(join(folder, 'lib.py'), 'said = "the library"\n');
  await writeFile(join(about, 'METADATA'), 'Metadata-Version: 2.1\nName: lib\nVersion: 1\n');
  await writeFile(join(about, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n');
  await writeFile(join(about, 'RECORD'), 'lib.py,,\nlib-1.dist-info/METADATA,,\nlib-1.dist-info/WHEEL,,\nlib-1.dist-info/RECORD,,\n');
  await run('python3', ['-m', 'zipfile', '-c', WHEEL, 'lib.py', 'lib-1.dist-info'], { cwd: folder });
  return readFile(join(folder, WHEEL));
}

/** The package, fetched as the mirror has it, and what installs it by its lock. */
async function fetched({ tampered }: { readonly tampered: boolean }) {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-package-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const archive = await packed(folder);
  const [lock, into, target] = [join(folder, 'fetched.sha256'), join(folder, 'fetched'), join(folder, 'target')];
  await writeFile(lock, `${createHash('sha256').update(archive).digest('hex')}  ${WHEEL}\n`);
  const mirror = await startMirror({ '/simple/lib/': `<a href="/${WHEEL}">${WHEEL}</a>`, [`/${WHEEL}`]: archive });
  if (tampered) changeOneByte(mirror, `/${WHEEL}`, 10); // of when its first file was made: all in it can be read as before
  vi.stubEnv('no_proxy', '127.0.0.1');
  await run('pip', ['download', '--no-deps', '--index-url', `${mirror.url}/simple`, '--dest', into, 'lib==1']);
  return { install: () => run('sh', [INSTALL, lock, into, target]), target };
}

test('a Python package as it was locked is installed', async ({ skip }) => {
  skip(!hasPip, NO_PIP);
  const { install, target } = await fetched({ tampered: false });
  await install();
  expect(await readFile(join(target, 'lib.py'), 'utf8')).toContain('the library');
});

test('a Python package with one byte changed is refused by pip', async ({ skip }) => {
  skip(!hasPip, NO_PIP);
  const { install, target } = await fetched({ tampered: true });
  await expect(install()).rejects.toThrow('DO NOT MATCH THE HASHES');
  expect(existsSync(target)).toBe(false);
});
