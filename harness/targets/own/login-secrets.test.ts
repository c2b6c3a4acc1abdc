import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Stream } from '../../stream/stream.ts';
import { projectOf } from '../../testing/project-of.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import { openAccess } from './access.ts';
import { loginSecrets } from './login-secrets.ts';

const KEY = '-----BEGIN PRIVATE KEY-----';

async function secretsOf(user: object): Promise<string[]> {
  const folder = await projectOf({ token: 'of-the-file\n' });
  const kubeconfig = join(folder, 'kubeconfig');
  const inFolder = JSON.stringify({ users: [{ name: 'me', user }] }).replaceAll('FOLDER', folder);
  await writeFile(kubeconfig, inFolder);
  return loginSecrets(kubeconfig);
}

test.for([
  [{ token: 'of-the-entry' }, ['of-the-entry']],
  [{ tokenFile: 'FOLDER/token' }, ['of-the-file']],
  [{ tokenFile: 'FOLDER/none' }, []],
  [{ username: 'me', password: 'of-mine' }, ['of-mine']],
  [{ 'client-key-data': Buffer.from(KEY).toString('base64') }, [KEY]],
  [{ 'auth-provider': { name: 'oidc', config: { 'id-token': 'i', 'client-secret': 's', 'idp-issuer-url': 'u' } } }, ['i', 's']],
  [{ exec: { command: 'aws' } }, []],
] as const)('%j', async ([user, expected]) => {
  expect((await secretsOf(user)).filter((secret) => secret !== '')).toEqual(expected);
});

test('what a login is by is hidden before it says a word', async () => {
  const stream = new Stream();
  const kubectl = await fakeProgram(
    `case "$*" in *'config view'*) echo '{users: [{name: me, user: {token: t0p-s3cret}}]}';; *) echo 'denied: t0p-s3cret' >&2; exit 1;; esac`,
  );
  const heard: string[] = [];
  const hearer = { tell: (words: string) => heard.push(stream.redact(words)), hide: (secrets: readonly string[]) => stream.hide(secrets) };
  const place = { files: ['/none'], context: 'there', namespace: 'team', server: '', loginFolder: '/' };
  await expect(openAccess(place, { kubectl: kubectl.path, helm: '' }, hearer, new AbortController().signal)).rejects.toThrow(
    'context there',
  );
  expect(heard).toEqual(['denied: ***']);
});
