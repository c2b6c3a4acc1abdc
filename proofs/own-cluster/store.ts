import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT, findTool, kubectlFlags, run } from '../../harness/index.ts';
import { everythingIn, type Listing } from '../../suites/own-cluster/listing.ts';
import type { Administrator, SomebodysNamespace } from '../../suites/own-cluster/somebodys-namespace.ts';
import { pushedImage } from './images.ts';

const NAMESPACE = 'store';
/** The Secret in which a user of the store has the keys, under names of their own. */
const KEYS = { secret: 'our-keys', keys: { 'access-key': 'id', 'secret-key': 'secret' } } as const;

/** An object store that Touchstone did not install. */
export interface Store {
  /** The file of --existing that names it. */
  readonly existing: string;
  /** Everything in its namespace. */
  readonly list: () => Promise<Listing>;
  /** Puts its keys into a namespace. */
  readonly giveKeys: (namespace: SomebodysNamespace) => Promise<void>;
}

/** Installs a MinIO by Helm, as somebody who has no harness. */
export async function installStore(administrator: Administrator, registry: string, folder: string): Promise<Store> {
  const flags = kubectlFlags({ ...administrator, namespace: NAMESPACE });
  const kubectl = (...args: readonly string[]): Promise<string> => run(administrator.kubectl, [...flags, ...args]);
  const id = 'theirs';
  const secret = 'known-to-nobody-else';
  await kubectl('create', 'namespace', NAMESPACE);
  await kubectl('create', 'configmap', 'object-store', '--from-literal=region=us-east-1');
  await applySecret(administrator, NAMESPACE, 'object-store-credentials', { 'access-key': id, 'secret-key': secret });
  await installChart(administrator, await pushedImage('minio', registry));
  await kubectl('rollout', 'status', 'statefulset/minio', '--timeout=5m');
  const existing = join(folder, 'existing.yaml');
  const address = { endpoint: `http://minio.${NAMESPACE}.svc:9000`, region: 'us-east-1', 'path-style-access': true, 'ssl-enabled': false };
  await writeFile(existing, stringify({ minio: { address, credentials: { 'object-store-credentials': KEYS } } }));
  return {
    existing,
    list: () => everythingIn(kubectl),
    giveKeys: ({ name }) => applySecret(administrator, name, KEYS.secret, { id, secret }),
  };
}

/** Makes a Secret, whose values are on no command line. */
async function applySecret(administrator: Administrator, namespace: string, name: string, stringData: object): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
  const flags = kubectlFlags({ ...administrator, namespace });
  await run(administrator.kubectl, [...flags, 'apply', '--filename=-'], { input: JSON.stringify(object) });
}

async function installChart({ kubeconfig, context }: Administrator, image: string): Promise<void> {
  const helm = await findTool('helm', AbortSignal.timeout(10_000));
  if (helm === undefined) throw new Error('the harness has no Helm');
  const flags = ['--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', NAMESPACE];
  await run(helm, ['install', 'minio', join(ROOT, 'charts', 'minio'), '--set', `image=${image}`, ...flags]);
}
