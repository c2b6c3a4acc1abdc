import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { makePlan } from './plan.ts';
import { readExisting } from './read-existing.ts';
import { credentialsOf, readStack } from './stack.ts';

const S3 = `minio:
  address: { endpoint: "https://s3.example.com:9443", ssl-enabled: true }
  credentials:
    object-store-credentials: { secret: our-keys, keys: { access-key: id, secret-key: secret } }
`;

const SECURED = `kafka:
  address: { bootstrap: "k-0:9093", security-protocol: SASL_SSL, sasl-mechanism: SCRAM-SHA-512, user: us }
  credentials:
    kafka-password: { secret: our-user, keys: { password: p } }
    kafka-authority: { secret: our-authority, keys: { ca.crt: tls.crt } }
`;

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-existing-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'existing.yaml');
  await writeFile(file, text);
  return file;
}

test('what the document shows makes sense', async () => {
  const document = readFileSync(join(ROOT, 'docs', 'existing-systems.md'), 'utf8');
  const files = [...document.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  const named = await Promise.all(files.map(async (text) => Object.keys(readExisting(await fileOf(text), readStack(REPOSITORY)))));
  expect(named).toEqual([['minio', 'hive-metastore', 'presto', 'kafka', 'zookeeper'], ['kafka']]);
});

test('what is there already is not installed, nor what only it needs', async () => {
  const existing = readExisting(await fileOf(S3), readStack(REPOSITORY));
  expect(existing.minio?.address).toEqual({ endpoint: 'https://s3.example.com:9443', 'ssl-enabled': 'true', authority: '' }); // whoever an overlay names vouches for the stack's own alone
  const plan = await makePlan(REPOSITORY, ['streaming'], ['suites/streaming/topics.test.ts'], {
    zookeeper: { address: { quorum: 'zk.example.com:2181' }, credentials: {} },
  });
  expect(plan.systems).toEqual(['gateway', 'kafka']);
  expect(plan.images).not.toContain('zookeeper');
  const { systems } = await makePlan(REPOSITORY, ['notebooks'], undefined, { 'hive-metastore': { address: {}, credentials: {} } });
  expect(systems).toContain('minio'); // others need it too
});

test('a Kafka that is there brings no ZooKeeper with it', async () => {
  const existing = readExisting(await fileOf('kafka: { address: { bootstrap: "k-0:9092,k-1:9092" } }'), readStack(REPOSITORY));
  const plan = await makePlan(REPOSITORY, ['streaming'], ['suites/streaming/groups.test.ts'], existing);
  expect(plan.systems).toEqual(['gateway']);
});

test('a store’s one pair of keys stands for each user’s that the file leaves out', async () => {
  const stack = readStack(REPOSITORY);
  const named = '    object-store-nifi: { secret: for-uploads, keys: { access-key: id, secret-key: secret } }\n';
  const { credentials = {} } = readExisting(await fileOf(S3 + named), stack).minio ?? {};
  expect(Object.keys(credentials).sort()).toEqual([...(stack.systems.minio?.credentials ?? [])].sort());
  expect(credentials['object-store-tests']?.secret).toBe('our-keys');
  expect(credentials['object-store-nifi']?.secret).toBe('for-uploads');
});

test('a Kafka that wants a login has Secrets, which the stack’s own never gets', async () => {
  const stack = readStack(REPOSITORY);
  const existing = readExisting(await fileOf(SECURED), stack);
  expect(credentialsOf({ stack, systems: [], existing })).toEqual({
    'kafka-password': ['password'],
    'kafka-authority': 'authority-certificate',
  });
  expect(Object.keys(credentialsOf({ stack, systems: Object.keys(stack.systems) })).filter((name) => name.startsWith('kafka'))).toEqual([]);
});

test('a Kafka of which a file says no protocol is spoken to in plain text, whatever an overlay has the stack’s own speak', async () => {
  const existing = readExisting(await fileOf('kafka: { address: { bootstrap: "k-0:9092" } }'), readStack(REPOSITORY));
  expect(existing.kafka?.address).toEqual({ bootstrap: 'k-0:9092', 'security-protocol': 'PLAINTEXT' });
});

test('a ZooKeeper that is there is used below a node that it names', async () => {
  const file = await fileOf('zookeeper: { address: { quorum: "zk.example.com:2181", root: /lab/touchstone } }');
  expect(readExisting(file, readStack(REPOSITORY)).zookeeper?.address).toEqual({ quorum: 'zk.example.com:2181', root: '/lab/touchstone' });
});

test.for([
  ['minnio: { address: {} }', 'there is no system that may be yours "minnio"; did you mean "minio"?'],
  [
    'zookeeper: { address: { quorum: "zk:2181" } }',
    'names zookeeper without a root: Kafka, HBase and NiFi of a run would work in the trees',
  ],
  ['zookeeper: { address: { quorum: "zk:2181", root: / } }', 'names zookeeper without a root'],
  ['spark: { address: {} }', 'there is no system that may be yours "spark"'],
  [`${S3}presto: { address: { url: "http://presto:8080" } }`, 'names presto without hive-metastore: tests would look for what they write'],
  [`${S3}hive-metastore: { address: { uri: "thrift://m:9083", authentication: kerberos } }`, 'names hive-metastore with a log-in'],
  ['hive-metastore: { address: { uri: "thrift://m:9083" } }', 'names hive-metastore without minio: tests would look'],
  [`presto: { address: { url: "https://presto:8443" } }`, 'names presto at https://presto:8443, and tests ask it by plain HTTP'],
  ['presto: { address: { lake-catalog: hive } }', 'names presto at no url, and'],
  ['minio: { address: {}, credentials: { keys: { secret: s, keys: {} } } }', 'there is no Secret of minio "keys"'],
  [S3.replace(', secret-key: secret', ''), 'does not say which key of minio’s Secret is the secret-key'],
  [
    'kafka: { address: { bootstrap: "k:9093", security-protocol: TLS } }',
    'names kafka by TLS; as security-protocol there are: PLAINTEXT, SSL',
  ],
  ['kafka: { address: { bootstrap: "k:9093", security-protocol: SSL } }', 'names kafka by SSL, without the Secret kafka-authority'],
  [SECURED.replace('SASL_SSL', 'SASL_PLAINTEXT'), 'by SASL_PLAINTEXT, which has no use for the Secret kafka-authority'],
  [SECURED.replace('SASL_SSL', 'SSL'), 'by SSL, which has no use for a sasl-mechanism, a user or the Secret kafka-password'],
  [SECURED.replace(', user: us', ''), 'by SASL_SSL, which wants a sasl-mechanism, a user and the Secret kafka-password'],
  [SECURED.replace('SCRAM-SHA-512', 'GSSAPI'), 'with the sasl-mechanism GSSAPI; there are: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512'],
  [SECURED.replace(', keys: { password: p }', ', keys: {}'), 'does not say which key of kafka’s Secret is the password'],
  ['minio: 3', 'is not as it should be: minio'],
] as const)('%j is wrong usage', async ([text, words]) => {
  const file = await fileOf(text);
  expect(() => readExisting(file, readStack(REPOSITORY))).toThrow(words);
});
