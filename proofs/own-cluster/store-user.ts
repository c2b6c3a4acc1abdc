import assert from 'node:assert/strict';
import { Client } from 'minio';
import { run } from '../../harness/index.ts';
import type { Administrator } from '../../suites/own-cluster/administrator.ts';
import { forwarded } from './forwarded.ts';

interface Keys {
  readonly id: string;
  readonly secret: string;
}

interface Wish {
  readonly root: Keys;
  readonly user: Keys;
  /** What the user may work in. No other is to be seen, and none to be made. */
  readonly bucket: string;
}

/** Packs files, by their names, into a zip archive, in Base64. */
const ZIP = `import base64, io, json, sys, zipfile
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as files:
    for name, text in json.load(sys.stdin).items(): files.writestr(name, text)
print(base64.b64encode(archive.getvalue()).decode())`;

/** Gives a MinIO one more user, in the administrator's namespace. MinIO's admin API takes users and policies in an archive ("import-iam"), as if it were an object. */
export async function addUser(administrator: Administrator, { root, user, bucket }: Wish): Promise<void> {
  const files = {
    'iam-assets/policies.json': { 'one-bucket': policyOf(bucket) },
    'iam-assets/users.json': { [user.id]: { secretKey: user.secret, status: 'enabled' } },
    'iam-assets/user_mappings.json': { [user.id]: { version: 1, policy: 'one-bucket' } },
  };
  const texts = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]));
  const archive = Buffer.from(await run('python3', ['-c', ZIP], { input: JSON.stringify(texts) }), 'base64');
  await forwarded(administrator, { service: 'minio', port: 9000 }, async (port) => {
    const settings = { endPoint: '127.0.0.1', port, useSSL: false, region: 'us-east-1', pathStyle: true };
    await new Client({ ...settings, accessKey: root.id, secretKey: root.secret }).putObject('minio', 'admin/v3/import-iam', archive);
    await expectDenied(new Client({ ...settings, accessKey: user.id, secretKey: user.secret }));
  });
}

function policyOf(bucket: string): object {
  const within = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: [`arn:aws:s3:::${bucket}`] },
      { Effect: 'Allow', Action: within, Resource: [`arn:aws:s3:::${bucket}/*`] },
    ],
  };
}

/** A user who could make buckets would show nothing. */
async function expectDenied(client: Client): Promise<void> {
  await assert.rejects(client.makeBucket('another'), { code: 'AccessDenied' });
}
