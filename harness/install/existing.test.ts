import { join } from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { connectTo } from '../cluster/api.ts';
import { realTools } from '../testing/real-tools.ts';
import { readStack } from '../model/stack.ts';
import { fakeApi, type FakeRequest } from '../testing/fake-api.ts';
import { answerFrom } from '../testing/fake-namespace.ts';
import { renderConfig } from './addresses.ts';
import type { SharedConfig } from './config.ts';
import { ensureCredentials } from './credentials.ts';

const stop = new AbortController().signal;

/** The ConfigMaps of a folder of the blueprint where a system is there already, at this address. */
async function rendered(
  folder: string,
  address: Readonly<Record<string, string>>,
  { skip }: Pick<TestContext, 'skip'>,
  system = 'minio',
): Promise<SharedConfig> {
  const kubectl = (await realTools({ skip })).kubectl;
  const part = { stack: readStack(REPOSITORY), systems: [], existing: { [system]: { address, credentials: {} } } };
  return renderConfig([join(ROOT, 'blueprint', folder)], part, kubectl, stop);
}

test.for(['base', 'overlays/replicated'])('all that the blueprint derives from an address follows: %s', async (folder, context) => {
  const config = await rendered(folder, { endpoint: 'https://s3.example.com:9443', 'ssl-enabled': 'true' }, context);
  expect(config.get('object-store')?.data).toMatchObject({
    endpoint: 'https://s3.example.com:9443',
    'ssl-enabled': 'true',
    region: 'us-east-1',
  });
  expect(config.get('presto-catalog')?.data['minio.properties']).toContain('hive.s3.endpoint=https://s3.example.com:9443');
  expect(JSON.stringify([...config.values()])).not.toContain('minio:9000');
});

test('tables and event logs lie in the bucket that a store has for them', async (context) => {
  const spark = async (address: Readonly<Record<string, string>>): Promise<string[]> =>
    (await rendered('base', address, context)).get('spark')?.data['spark-defaults.conf']?.match(/s3a:.*/g) ?? [];
  expect(await spark({ region: 'eu-west-1' })).toEqual(['s3a://warehouse/', 's3a://spark-logs/events/', 's3a://spark-logs/events/']);
  expect(await spark({ bucket: 'lake', 'event-logs': 'lake/logs' })).toEqual([
    's3a://lake/',
    's3a://lake/logs/events/',
    's3a://lake/logs/events/',
  ]);
});

test.for(['base', 'overlays/replicated'])(
  'the root of a ZooKeeper stands beside its quorum, empty where it is the stack’s own: %s',
  async (folder, context) => {
    const own = await rendered(folder, { endpoint: 'https://s3.example.com:9443' }, context);
    expect(own.get('zookeeper')?.data).toMatchObject({ root: '' });
    const theirs = await rendered(folder, { quorum: 'zk.example.com:2181', root: '/touchstone' }, context, 'zookeeper');
    expect(theirs.get('zookeeper')?.data).toMatchObject({ quorum: 'zk.example.com:2181', root: '/touchstone' });
  },
);

test.for(['base', 'overlays/replicated'])(
  'a Presto is asked where it is, and for the catalogs that it has: %s',
  async (folder, context) => {
    const theirs = await rendered(folder, { url: 'http://presto.data.svc:8080', 'lake-catalog': 'hive' }, context, 'presto');
    expect(theirs.get('presto-address')?.data).toEqual({
      url: 'http://presto.data.svc:8080',
      'lake-catalog': 'hive',
      'tpch-catalog': 'tpch',
    });
  },
);

test('an address that a system does not have is named, with those that it has', async (context) => {
  await expect(rendered('base', { endpont: 'x' }, context)).rejects.toThrow('minio has no address “endpont”');
});

const COPIED = { keys: { secret: 'our-keys', keys: { 'access-key': 'id' } } };

/** Ensures a Secret "keys" in a namespace that has these Secrets, and gives what was written. */
async function ensured(secrets: Readonly<Record<string, object>>): Promise<{ values: string[]; writes: FakeRequest[] }> {
  const objects = Object.fromEntries(Object.entries(secrets).map(([name, data]) => [`secrets/${name}`, { metadata: { name }, data }]));
  const answer = answerFrom({ name: 'team', objects });
  const api = await fakeApi((request) => (request.method === 'GET' ? answer(request) : { json: {} }));
  const values = await ensureCredentials(connectTo(api), 'team', { made: { keys: ['access-key'] }, copied: COPIED });
  return { values, writes: api.requests.filter(({ method }) => method !== 'GET') };
}

const THEIRS = { id: Buffer.from('AKIA').toString('base64') };

test('the keys of a system that is there are copied, again where they have changed, and are hidden', async () => {
  const made = await ensured({ 'our-keys': THEIRS });
  expect(made.values).toEqual(['AKIA']);
  expect(made.writes).toMatchObject([{ method: 'POST', path: '/api/v1/namespaces/team/secrets' }]);
  expect(JSON.parse(made.writes[0]?.body ?? '')).toMatchObject({ data: { 'access-key': THEIRS.id } });
  expect((await ensured({ 'our-keys': THEIRS, keys: { 'access-key': 'b2xk' } })).writes).toMatchObject([{ method: 'PUT' }]);
  expect((await ensured({ 'our-keys': THEIRS, keys: { 'access-key': THEIRS.id } })).writes).toEqual([]);
});

test('a Secret that is not there, and a key that it lacks, are named', async () => {
  await expect(ensured({})).rejects.toThrow('there is no Secret our-keys in namespace team');
  await expect(ensured({ 'our-keys': {} })).rejects.toThrow('the Secret our-keys has no key id');
});
