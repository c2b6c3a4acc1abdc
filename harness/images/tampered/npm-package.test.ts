import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../../base/command.ts';
import { changeOneByte, startMirror } from '../../testing/mirror.ts';

/** npm ci in a project that has locked one package, which a registry on this host has. */
async function installing(tampered: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-npm-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'package'));
  await writeFile(join(folder, 'package', 'package.json'), '{ "name": "lib", "version": "1.0.0" }');
  await run('tar', ['-czf', 'lib-1.0.0.tgz', 'package'], { cwd: folder });
  const archive = await readFile(join(folder, 'lib-1.0.0.tgz'));
  const mirror = await startMirror({ '/lib/-/lib-1.0.0.tgz': archive });
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const project = { name: 'app', version: '1.0.0', dependencies: { lib: '1.0.0' } };
  const lib = { version: '1.0.0', resolved: `${mirror.url}/lib/-/lib-1.0.0.tgz`, integrity };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  const lock = { ...project, lockfileVersion: 3, packages: { '': project, 'node_modules/lib': lib } };
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (tampered) changeOneByte(mirror, '/lib/-/lib-1.0.0.tgz', 4); // of when it was packed: all in it can be read as before
  vi.stubEnv('no_proxy', '127.0.0.1');
  const flags = ['--no-audit', '--fetch-retries=0', '--registry', mirror.url, '--cache', join(folder, 'cache')];
  return run('npm', ['ci', '--loglevel=notice', ...flags], { cwd: folder }); // as loud as it is, whatever npm this test is run by
}

test('an npm package as it was locked is installed', async () => {
  expect(await installing(false)).toContain('added 1 package');
});

test('an npm package with one byte changed is refused', async () => {
  await expect(installing(true)).rejects.toThrow('EINTEGRITY');
});
