import { join } from 'node:path';
import { ROOT } from '../../harness/index.ts';
import { handsIn, type Administrator, type Hands } from '../../suites/own-cluster/administrator.ts';
import { everythingIn } from '../../suites/own-cluster/listing.ts';
import { addUser } from './store-user.ts';
import { existingFile, secretOf, type TheirSystem } from './their-system.ts';

/** What a store is installed from, and where its file of --existing goes. */
interface Ingredients {
  readonly administrator: Administrator;
  /** Reference of MinIO's image. */
  readonly image: string;
  readonly folder: string;
}

/** A MinIO, and the keys that its users have. */
interface Store extends TheirSystem {
  /** Puts them into a namespace. */
  readonly giveKeys: (to: Pick<Hands, 'apply'>) => Promise<unknown>;
}

/** The store's own keys, which have every right there. */
const ROOT_KEYS = { id: 'theirs', secret: 'known-to-nobody-else' };
/** The Secret in which a user of the store has the keys, under names of their own. */
const KEYS = { secret: 'our-keys', keys: { 'access-key': 'id', 'secret-key': 'secret' } } as const;

/** Installs a MinIO by Helm, as somebody who has no harness, with the buckets that the blueprint names. Its users have the store's own keys. */
export async function installStore(ingredients: Ingredients): Promise<Store> {
  return installMinio({ ...ingredients, namespace: 'vendor-store' }, {});
}

/** Like installStore(), with one bucket of another name, and keys of a user who may do nothing but work in that. */
export async function installLimitedStore(ingredients: Ingredients): Promise<Store> {
  const namespace = 'vendor-limited-store';
  const [bucket, keys] = ['lake-of-theirs', { id: 'limited', secret: 'of-one-bucket-only' }];
  const store = await installMinio({ ...ingredients, namespace }, { bucket, keys });
  await addUser({ ...ingredients.administrator, namespace }, { root: ROOT_KEYS, user: keys, bucket });
  return store;
}

async function installMinio(
  { administrator, image, folder, namespace }: Ingredients & { readonly namespace: string },
  { bucket, keys = ROOT_KEYS }: { readonly bucket?: string; readonly keys?: typeof ROOT_KEYS },
): Promise<Store> {
  const { kubectl, apply, install } = handsIn(namespace, administrator);
  await kubectl('create', 'namespace', namespace);
  await kubectl('create', 'configmap', 'object-store', '--from-literal=region=us-east-1');
  await apply(secretOf('object-store-credentials', { 'access-key': ROOT_KEYS.id, 'secret-key': ROOT_KEYS.secret }));
  const buckets = bucket === undefined ? [] : ['--set', `buckets={${bucket}}`];
  await install('minio', join(ROOT, 'charts', 'minio'), '--set', `image=${image}`, '--set', 'users=null', ...buckets);
  await kubectl('rollout', 'status', 'statefulset/minio', '--timeout=5m');
  const address = {
    endpoint: `http://minio.${namespace}.svc:9000`,
    region: 'us-east-1',
    'path-style-access': true,
    'ssl-enabled': false,
    ...(bucket === undefined ? {} : { bucket, 'event-logs': `${bucket}/event-logs` }),
  };
  return {
    existing: await existingFile(folder, namespace, { minio: { address, credentials: { 'object-store-credentials': KEYS } } }),
    list: () => everythingIn(kubectl),
    giveKeys: (to) => to.apply(secretOf(KEYS.secret, keys)),
    remove: () => kubectl('delete', 'namespace', namespace),
  };
}
