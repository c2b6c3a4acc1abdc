import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { findTool, run } from '../../harness/index.ts';
import type { Administrator, SomebodysNamespace } from './somebodys-namespace.ts';

/** Puts into a namespace what somebody has there: two releases, one of which Helm was stopped at, and what somebody-elses.yaml has. */
export async function furnish({ name, kubectl }: SomebodysNamespace, administrator: Administrator): Promise<void> {
  await kubectl('apply', '--filename', join(import.meta.dirname, 'somebody-elses.yaml'));
  for (const release of ['minio', 'mydb']) await installRelease(administrator, name, release);
  await stopRelease(kubectl, 'mydb');
}

async function installRelease({ kubeconfig, context }: Administrator, namespace: string, release: string): Promise<void> {
  const helm = await findTool('helm', AbortSignal.timeout(10_000));
  if (helm === undefined) throw new Error('the harness has no Helm, with which it installed this stack');
  const flags = ['--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', namespace];
  await run(helm, ['install', release, join(import.meta.dirname, 'somebody-elses'), ...flags]);
}

/** Leaves a release as Helm does that is killed while it installs. Its record is JSON, gzipped, and written in Base64 twice. */
async function stopRelease(kubectl: SomebodysNamespace['kubectl'], release: string): Promise<void> {
  const record = `sh.helm.release.v1.${release}.v1`;
  const packed = Buffer.from(await kubectl('get', 'secret', record, '--output=jsonpath={.data.release}'), 'base64').toString();
  const unpacked = gunzipSync(Buffer.from(packed, 'base64')).toString();
  const pending = gzipSync(unpacked.replace('"status":"deployed"', '"status":"pending-install"')).toString('base64');
  await kubectl('patch', 'secret', record, '--patch', JSON.stringify({ data: { release: Buffer.from(pending).toString('base64') } }));
  await kubectl('label', 'secret', record, 'status=pending-install', '--overwrite');
}
