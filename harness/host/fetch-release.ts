import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { download } from './download.ts';
import type { Release } from './releases.ts';

/**
 * Writes the program of a release for this host, alone or with what lies beside it in the release's archive. Gives false when there is none for this host,
 * or its site is out of reach.
 * @param target where to; an archive has it under this name
 * @throws GroundFailure when it is another than the one that was pinned
 */
export async function fetchRelease(release: Release, target: string, signal: AbortSignal): Promise<boolean> {
  const [os, architecture] = [process.platform, process.arch === 'x64' ? 'amd64' : process.arch];
  const expected = Object.entries(release.sha256).find(([platform]) => platform === `${os}-${architecture}`)?.[1];
  if (expected === undefined) return false;
  const url = release.url(os, architecture);
  const content = await download(url, signal);
  signal.throwIfAborted();
  if (!content) return false;
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected)
    throw new GroundFailure(
      `${url} has SHA-256 ${actual}, and not ${expected}, which it is pinned to`,
      'Something between you and the publisher changes downloads, or the publisher did. Put the tool on your PATH yourself.',
    );
  if (!url.endsWith('.tar.gz')) {
    await writeFile(target, content);
    return true;
  }
  await writeFile(`${target}.tar.gz`, content);
  await run('tar', ['-xzf', `${target}.tar.gz`, '--strip-components=1'], { cwd: dirname(target), signal });
  return true;
}
