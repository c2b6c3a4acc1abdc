import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { signV4 } from 'minio/dist/esm/signing.mjs';
import { expect, onTestFinished, test } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const CHARTS = join(ROOT, 'charts');
const REGION = 'eu-central-2';
const KEYS = { root: ['a-root', 'root/secret+key'], presto: ['a-presto', 'presto’s secret'], nifi: ['a-nifi', 'nifi’s secret'] } as const;
const LIST = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::lake'] };
const READ = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::lake/*', 'arn:aws:s3:::lake-logs/events/*'] };
const WRITE = { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::lake/*'] };
const SETTINGS = {
  users: { presto: 'lake', nifi: 'uploads' },
  policies: { lake: { Version: '1', Statement: [LIST, READ] }, uploads: { Version: '2', Statement: [WRITE] } },
  buckets: ['lake', 'lake-logs'],
};

/** A request as a store gets it. */
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

/** Runs a chart's program against a store that is not there yet when it is first asked. @returns what it was asked */
async function askedBy(program: string, folder: string): Promise<Asked[]> {
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
  await run(process.execPath, [join(CHARTS, program), join(folder, 'settings.json'), folder, `127.0.0.1:${port}`], { env: { REGION } });
  return asked;
}

/** The header by which its own client would have signed a request as root. */
function signedByClient({ method, path, headers }: Asked): string {
  const { host = '', 'x-amz-date': date = '', 'x-amz-content-sha256': sha256 = '' } = headers;
  const signed = { host, 'x-amz-content-sha256': sha256, 'x-amz-date': date };
  const at = new Date(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
  return signV4({ protocol: 'http:', method, path, headers: signed }, ...KEYS.root, REGION, at, sha256);
}

test('MinIO is told its users in an archive that others can read, signed as its own client would, until it takes them', async ({
  skip,
}) => {
  skip((await tryRun('python3', ['--version'])) === undefined, 'there is no python3 on this host');
  const folder = await mounted();
  const [refused, taken] = await askedBy('minio/files/users.mjs', folder);
  if (refused === undefined || taken === undefined) throw new Error('it has not asked twice');
  expect(taken.body).toEqual(refused.body);
  expect([taken.method, taken.path]).toEqual(['PUT', '/minio/admin/v3/import-iam']);
  expect(taken.headers.authorization).toBe(signedByClient(taken));

  await writeFile(join(folder, 'archive.zip'), taken.body);
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

test('versitygw is told its users by a file, and what they may do bucket by bucket, signed as a client would', async () => {
  const folder = await mounted();
  await run(process.execPath, [join(CHARTS, 'versitygw/files/users.mjs'), join(folder, 'settings.json'), folder, folder]);
  expect(JSON.parse(await readFile(join(folder, 'users.json'), 'utf8'))).toEqual({
    accessAccounts: {
      'a-presto': { access: 'a-presto', secret: KEYS.presto[1], role: 'user' },
      'a-nifi': { access: 'a-nifi', secret: KEYS.nifi[1], role: 'user' },
    },
  });

  const asked = await askedBy('versitygw/files/buckets.mjs', folder);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PUT /lake', // and not there yet
    'PUT /lake',
    'PUT /lake?policy=',
    'PUT /lake-logs',
    'PUT /lake-logs?policy=',
  ]);
  for (const request of asked) expect(request.headers.authorization).toBe(signedByClient(request));

  const [presto, nifi] = [{ AWS: ['a-presto'] }, { AWS: ['a-nifi'] }];
  const whole = ['arn:aws:s3:::lake/*', 'arn:aws:s3:::lake'];
  const policies = asked.filter(({ path }) => path.endsWith('policy=')).map(({ body }) => JSON.parse(body.toString()) as unknown);
  expect(policies).toEqual([
    {
      Version: '2012-10-17',
      Statement: [
        { ...LIST, Principal: presto },
        { ...READ, Principal: presto, Resource: whole },
        { ...WRITE, Principal: nifi, Resource: whole },
      ],
    },
    { Version: '2012-10-17', Statement: [{ ...READ, Principal: presto, Resource: ['arn:aws:s3:::lake-logs/events/*'] }] },
  ]);
});
