import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Hands } from './administrator.ts';

/** Puts into a namespace what somebody has there: two releases, one of which Helm was stopped at, and what somebody-elses.yaml has. */
export async function furnish({ kubectl, install }: Hands): Promise<void> {
  await kubectl('apply', '--filename', join(import.meta.dirname, 'somebody-elses.yaml'));
  for (const release of ['minio', 'mydb']) await install(release, join(import.meta.dirname, 'somebody-elses'));
  await stopRelease(kubectl, 'mydb');
}

/** Leaves a release as Helm does that is killed while it installs. Its record is JSON, gzipped, and written in Base64 twice. */
async function stopRelease(kubectl: Hands['kubectl'], release: string): Promise<void> {
  const record = `sh.helm.release.v1.${release}.v1`;
  const packed = Buffer.from(await kubectl('get', 'secret', record, '--output=jsonpath={.data.release}'), 'base64').toString();
  const unpacked = gunzipSync(Buffer.from(packed, 'base64')).toString();
  const pending = gzipSync(unpacked.replace('"status":"deployed"', '"status":"pending-install"')).toString('base64');
  await kubectl('patch', 'secret', record, '--patch', JSON.stringify({ data: { release: Buffer.from(pending).toString('base64') } }));
  await kubectl('label', 'secret', record, 'status=pending-install', '--overwrite');
}
