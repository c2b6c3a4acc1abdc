import { describe, expect } from 'vitest';
import { test } from '../../fixtures/test.ts';
import { run } from '../../harness/command.ts';
import { readCatalogue } from '../../harness/images/catalogue.ts';

const IMAGES = [...readCatalogue().values()].flatMap(({ name, contract }) => (contract ? [{ name, contract }] : []));

describe.concurrent('the contract of an image', () => {
  test.for(IMAGES)('$name', async ({ name, contract: { user, paths, commands } }, { target, skip }) => {
    const reference = target.images[name];
    if (reference === undefined) skip('images cannot be run here: the cluster is not one of this host');
    const asUser = user === undefined ? [] : ['--user', String(user)];
    const inImage = (program: string, ...args: readonly string[]): Promise<string> =>
      run('docker', ['run', '--rm', '--network=none', '--read-only', ...asUser, '--entrypoint', program, reference ?? '', ...args]);

    if (user !== undefined) expect(await inImage('id', '-u')).toBe(String(user));
    for (const path of paths) await inImage('test', '-e', path);
    for (const [program = '', ...args] of commands) await inImage(program, ...args);
  });
});
