import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signV4 } from 'minio/dist/esm/signing.mjs';
import { expect, test } from 'vitest';
import { run, tryRun } from '../base/command.ts';
import { ROOT } from '../base/paths.ts';

const SCRIPT = join(ROOT, 'charts', 'spark', 'files', 'put-folder.py');
const [ACCESS_KEY, SECRET_KEY] = ['an-access-key', 'a/secret+key%s'] as const;
const REGION = 'eu-central-2';

test('Spark’s events folder is put with a signature that MinIO’s own client would have made, until the store takes it', async ({
  skip,
  onTestFinished,
}) => {
  skip((await tryRun('python3', ['--version'])) === undefined, 'there is no python3 on this host');
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.statusCode = asked.length < 3 ? 503 : 200;
    response.end('not yet');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  const folder = mkdtempSync(join(tmpdir(), 'touchstone-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const keys = join(folder, 'keys');
  writeFileSync(keys, `[default]\naws_access_key_id = ${ACCESS_KEY}\naws_secret_access_key = ${SECRET_KEY}\n`);
  const env = { AWS_SHARED_CREDENTIALS_FILE: keys, OBJECT_STORE: `http://127.0.0.1:${port}`, OBJECT_STORE_REGION: REGION };
  await run('python3', [SCRIPT, 'spark-logs/the events/'], { env });

  expect(asked).toHaveLength(3);
  for (const { method = '', url = '', headers } of asked) {
    expect([method, url, headers['content-length']]).toEqual(['PUT', '/spark-logs/the%20events/', '0']);
    const { authorization, host = '', 'x-amz-date': date, 'x-amz-content-sha256': sha256 } = headers;
    expect(host).toBe(`127.0.0.1:${port}`);
    const signed = { host, 'x-amz-date': String(date), 'x-amz-content-sha256': String(sha256) };
    const at = new Date(String(date).replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
    expect(authorization).toBe(
      signV4({ protocol: 'http:', method, path: url, headers: signed }, ACCESS_KEY, SECRET_KEY, REGION, at, String(sha256)),
    );
  }
});
