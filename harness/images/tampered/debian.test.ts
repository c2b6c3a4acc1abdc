import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError, run, tryRun } from '../../base/command.ts';
import { ROOT } from '../../base/paths.ts';
import { forwardTo } from '../../testing/forwarding-mirror.ts';

// The script that builds the first image of all, by a proxy that is debootstrap's whole network.
const BUILD = join(ROOT, 'images', 'debian', 'build.sh');

test('a list of packages with one byte changed is refused, for Debian did not sign it so', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'debootstrap wants root');
  skip((await tryRun('sh', ['-c', 'command -v debootstrap'])) === undefined, 'there is no debootstrap here');
  let lists = 0;
  const proxy = await forwardTo('', (asked, content) => {
    if (!asked.endsWith('/InRelease') || !content.includes('Suite:')) return undefined;
    lists += 1;
    return content.indexOf('Suite:') + 'Suite: '.length;
  });
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-debian-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const archive = join(folder, 'rootfs.tar');
  const said = await run(BUILD, [archive], { env: { http_proxy: proxy, no_proxy: '', TMPDIR: folder } }).catch((error: unknown) => error);
  if (lists === 0) skip('Debian’s archive is out of reach');
  expect(said).toBeInstanceOf(CommandError);
  expect((said as CommandError).output.join('\n')).toContain('Invalid Release signature');
  expect(existsSync(archive)).toBe(false);
});
