import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from '../../harness/index.ts';
import { handsIn, type Administrator, type Hands } from '../../suites/own-cluster/administrator.ts';
import { everythingIn } from '../../suites/own-cluster/listing.ts';
import { existingFile, secretOf, type TheirSystem } from './their-system.ts';

const NAMESPACE = 'vendor-lake';
/** The store's own keys: a lake of somebody's who has one user for everything. */
const KEYS = { 'access-key': 'theirs', 'secret-key': 'known-to-nobody-else' };
/** The Secret in which a run's namespace has them. */
const GIVEN = 'our-keys';

/** A Presto, with the metastore and the store that it works with. */
interface Lake extends TheirSystem {
  /** The file of --existing that speaks of a catalog which the Presto has not, where TPC-H's data are to be. */
  readonly withoutTpch: string;
  /** Puts the store's keys into a namespace. */
  readonly giveKeys: (to: Pick<Hands, 'apply'>) => Promise<unknown>;
}

/** Installs a Presto, a Hive metastore and a MinIO by Helm, as somebody who has no harness. The lake's catalog has a name of its own. @param image gives a reference by name */
export async function installLake(administrator: Administrator, image: (name: string) => Promise<string>, folder: string): Promise<Lake> {
  const hands = handsIn(NAMESPACE, administrator);
  const { kubectl, install } = hands;
  await kubectl('create', 'namespace', NAMESPACE);
  await kubectl('apply', '-k', join(ROOT, 'blueprint', 'base'));
  await renameCatalog(hands);
  for (const user of ['credentials', 'metastore', 'presto']) await hands.apply(secretOf(`object-store-${user}`, KEYS));
  await hands.apply(secretOf('metastore-database', { password: randomBytes(12).toString('hex') }));
  const settings = {
    minio: ['users=null', `image=${await image('minio')}`],
    'hive-metastore': [`images.hive-metastore=${await image('hive-metastore')}`, `images.postgresql=${await image('postgresql')}`],
    presto: [`image=${await image('presto')}`],
  };
  for (const [system, values] of Object.entries(settings)) await install(system, join(ROOT, 'charts', system), '--set', values.join(','));
  for (const workload of ['statefulset/minio', 'deployment/hive-metastore', 'deployment/presto-coordinator', 'deployment/presto-worker'])
    await kubectl('rollout', 'status', workload, '--timeout=5m');
  return {
    existing: await existingFile(folder, 'lake', systemsWith('tpch')),
    withoutTpch: await existingFile(folder, 'lake-without-tpch', systemsWith('nowhere')),
    list: () => everythingIn(kubectl),
    giveKeys: (to) => to.apply(secretOf(GIVEN, KEYS)),
    remove: () => kubectl('delete', 'namespace', NAMESPACE),
  };
}

/** Has the lake's catalog called otherwise than the stack calls it. The chart's readiness asks the other one, by its name. */
async function renameCatalog({ kubectl, apply }: Hands): Promise<void> {
  const map = JSON.parse(await kubectl('get', 'configmap', 'presto-catalog', '--output=json')) as { readonly data: Record<string, string> };
  const data = { 'lake.properties': map.data['minio.properties'], 'tpch.properties': map.data['tpch.properties'] };
  await kubectl('delete', 'configmap', 'presto-catalog');
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'presto-catalog' }, data }));
}

function systemsWith(tpch: string): object {
  const credentials = { 'object-store-credentials': { secret: GIVEN, keys: { 'access-key': 'access-key', 'secret-key': 'secret-key' } } };
  return {
    minio: { address: { endpoint: `http://minio.${NAMESPACE}.svc:9000` }, credentials },
    'hive-metastore': { address: { uri: `thrift://hive-metastore.${NAMESPACE}.svc:9083` } },
    presto: { address: { url: `http://presto.${NAMESPACE}.svc:8080`, 'lake-catalog': 'lake', 'tpch-catalog': tpch } },
  };
}
