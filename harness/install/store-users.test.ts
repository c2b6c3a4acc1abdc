import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { signV4 } from 'minio/dist/esm/signing.mjs';
import { expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const SCRIPT = join(ROOT, 'charts', 'minio', 'files', 'users.mjs');
const REGION = 'eu-central-2';
const KEYS = { root: ['a-root', 'root/secret+key'], presto: ['a-presto', 'presto’s secret'], nifi: ['a-nifi', 'nifi’s secret'] } as const;
const SETTINGS = { users: { presto: 'lake', nifi: 'uploads' }, policies: { lake: { Version: '1' }, uploads: { Version: '2' } } };

/** A request as MinIO gets it. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Gives a folder that is there until the test is over, with settings and Secrets as they are mounted. */
async function mounted(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-store-users-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'settings.json'), JSON.stringify(SETTINGS));
  for (const [user, [access, secret]] of Object.entries(KEYS)) {
    await mkdir(join(folder, user));
    await writeFile(join(folder, user, 'access-key'), access);
    await writeFile(join(folder, user, 'secret-key'), secret);
  }
  return folder;
}

/** Runs the program against a store that is not there yet when it is first asked. @returns what it was asked */
async function askedFor(folder: string): Promise<Asked[]> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    void buffer(request).then((body) => {
      asked.push({ method, path, headers: headers as Asked['headers'], body });
      response.writeHead(asked.length < 2 ? 503 : 200).end('not yet');
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await run(process.execPath, [SCRIPT, join(folder, 'settings.json'), folder, `127.0.0.1:${port}`], { env: { REGION } });
  return asked;
}

test('MinIO is told its users in an archive that others can read, signed as its own client would, until it takes them', async ({
  skip,
}) => {
  skip((await tryRun('python3', ['--version'])) === undefined, 'there is no python3 on this host');
  const folder = await mounted();
  const [refused, taken] = await askedFor(folder);
  expect(taken?.body).toEqual(refused?.body);

  const { method = '', path = '', headers = {}, body = Buffer.alloc(0) } = taken ?? {};
  const { authorization, host = '', 'x-amz-date': date = '', 'x-amz-content-sha256': sha256 = '' } = headers;
  const signed = { host, 'x-amz-content-sha256': sha256, 'x-amz-date': date };
  const at = new Date(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
  const asItsClient = signV4({ protocol: 'http:', method, path, headers: signed }, ...KEYS.root, REGION, at, sha256);
  expect([method, path, authorization]).toEqual(['PUT', '/minio/admin/v3/import-iam', asItsClient]);

  await writeFile(join(folder, 'archive.zip'), body);
  const read =
    'import json, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(json.dumps({n: json.loads(z.read(n)) for n in z.namelist()}))';
  expect(JSON.parse(await run('python3', ['-c', read, join(folder, 'archive.zip')]))).toEqual({
    'iam-assets/policies.json': SETTINGS.policies,
    'iam-assets/users.json': {
      'a-presto': { secretKey: KEYS.presto[1], status: 'enabled' },
      'a-nifi': { secretKey: KEYS.nifi[1], status: 'enabled' },
    },
    'iam-assets/user_mappings.json': { 'a-presto': { version: 1, policy: 'lake' }, 'a-nifi': { version: 1, policy: 'uploads' } },
  });
});
