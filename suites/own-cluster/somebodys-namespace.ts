import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { touchstone, type Ended } from '../../fixtures/command-line.ts';
import { findTool, kubectlFlags, run, type Given } from '../../harness/index.ts';
import { accountFor } from './account.ts';
import { everythingIn } from './listing.ts';

/** A namespace of somebody else's, as it would be found, on the cluster of this run. */
export interface SomebodysNamespace {
  readonly name: string;
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  /** Everything in it: a digest of its content by kind and name. */
  readonly list: () => Promise<Readonly<Record<string, string>>>;
  /** Runs Touchstone by the kubeconfig of an account that has what `touchstone rbac` prints, and nothing else. */
  readonly touchstone: (...args: readonly string[]) => Promise<Ended>;
}

/** Makes a namespace with two releases, one of which Helm was stopped at, and with what somebody-elses.yaml has. @returns it and what removes it */
export async function somebodysNamespace(
  target: Given,
  name: string,
): Promise<{ namespace: SomebodysNamespace; remove: () => Promise<void> }> {
  const flags = kubectlFlags({ ...target, namespace: name });
  const kubectl = (...args: readonly string[]): Promise<string> => run(target.kubectl, [...flags, ...args]);
  await kubectl('create', 'namespace', name);
  await kubectl('label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted');
  await kubectl('apply', '--filename', join(import.meta.dirname, 'somebody-elses.yaml'));
  for (const release of ['minio', 'mydb']) await installRelease(target, name, release);
  await stopRelease(kubectl, 'mydb');
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-own-'));
  const apply = (objects: string): Promise<string> => run(target.kubectl, [...flags, 'apply', '--filename=-'], { input: objects });
  const account = await accountFor(name, { kubectl, apply }, folder);
  return {
    namespace: {
      name,
      kubectl,
      list: () => everythingIn(kubectl),
      touchstone: (command = '', ...args) =>
        touchstone([command, '--kubeconfig', account.kubeconfig, ...(command === 'test' ? ['--results', folder] : []), ...args]),
    },
    remove: async () => {
      await rm(folder, { recursive: true });
      await account.remove();
      await kubectl('delete', 'namespace', name);
    },
  };
}

async function installRelease({ kubeconfig, context }: Given, namespace: string, release: string): Promise<void> {
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
