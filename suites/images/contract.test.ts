import { describe, expect } from 'vitest';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { hasImages } from '../../fixtures/host-images.ts';
import { test } from '../../fixtures/test.ts';
import { projectOfTests, readCatalogue, run } from '../../harness/index.ts';

const IMAGES = [...readCatalogue(projectOfTests()).values()].flatMap(({ name, contract }) => (contract ? [{ name, contract }] : []));
/** What charts allow a container: no network that it could fetch a missing part from, and nothing to write to. */
const CONFINED = ['--network=none', '--read-only'];

describe.concurrent('the contract of an image', () => {
  test.for(IMAGES)('$name', async ({ name, contract: { user, paths, commands } }, { target, skip, onTestFinished }) => {
    const reference = target.images[name];
    if (reference === undefined)
      skip(hasImages(target) ? 'no system of this run has the image' : 'images cannot be run here: the cluster is not one of this host');
    const asUser = user === undefined ? [] : ['--user', String(user)];
    const container = await run('docker', [
      'run',
      '--detach',
      '--rm',
      ...CONFINED,
      ...asUser,
      '--entrypoint',
      'sleep',
      reference ?? '',
      'infinity',
    ]);
    onTestFinished(() => cleanUp(`container ${container}`, () => run('docker', ['kill', container])));
    const inImage = (...command: readonly string[]): Promise<string> => run('docker', ['exec', container, ...command]);

    if (user !== undefined) expect(await inImage('id', '-u')).toBe(String(user));
    for (const path of paths) await inImage('test', '-e', path);
    for (const command of commands) await inImage(...command);
  });
});
