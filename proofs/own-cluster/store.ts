import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ROOT } from '../../harness/index.ts';
import { handsIn, type Administrator } from '../../suites/own-cluster/administrator.ts';
import { everythingIn, type Listing } from '../../suites/own-cluster/listing.ts';
import type { SomebodysNamespace } from '../../suites/own-cluster/somebodys-namespace.ts';
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
  const { kubectl, apply, install } = handsIn(NAMESPACE, administrator);
  const id = 'theirs';
  const secret = 'known-to-nobody-else';
  await kubectl('create', 'namespace', NAMESPACE);
  await kubectl('create', 'configmap', 'object-store', '--from-literal=region=us-east-1');
  await apply(secretOf('object-store-credentials', { 'access-key': id, 'secret-key': secret }));
  await install('minio', join(ROOT, 'charts', 'minio'), '--set', `image=${await pushedImage('minio', registry)}`, '--set', 'users=null');
  await kubectl('rollout', 'status', 'statefulset/minio', '--timeout=5m');
  const existing = join(folder, 'existing.yaml');
  const address = { endpoint: `http://minio.${NAMESPACE}.svc:9000`, region: 'us-east-1', 'path-style-access': true, 'ssl-enabled': false };
  await writeFile(existing, stringify({ minio: { address, credentials: { 'object-store-credentials': KEYS } } }));
  return {
    existing,
    list: () => everythingIn(kubectl),
    giveKeys: async (namespace) => {
      await namespace.apply(secretOf(KEYS.secret, { id, secret }));
    },
  };
}

/** A Secret, to be applied. */
function secretOf(name: string, stringData: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData });
}
