import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../base/paths.ts';
import { builtImage, saysIn } from '../built-image.ts';

const FILES = join(ROOT, 'charts', 'nifi', 'files');
const SOURCE = 'PasswordLogin.java';
const COMPILE = `javac --release 8 -g:none -d /tmp /src/${SOURCE} && base64 --wrap=0 /tmp/PasswordLogin.class`;

test('the class by which NiFi logs in to ZooKeeper is made of its source', { timeout: 60_000 }, async ({ skip }) => {
  const image = await builtImage('java-builder');
  if (image === undefined) return skip('the image java-builder is not built here');
  const made = await saysIn(image, COMPILE, { [SOURCE]: readFileSync(join(FILES, SOURCE), 'utf8') });
  expect(made).toBe(readFileSync(join(FILES, 'PasswordLogin.class')).toString('base64'));
});
