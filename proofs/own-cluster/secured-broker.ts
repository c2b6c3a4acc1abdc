import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../harness/index.ts';
import { handsIn, type Administrator, type Hands } from '../../suites/own-cluster/administrator.ts';
import { everythingIn } from '../../suites/own-cluster/listing.ts';
import { existingFile, secretOf, type TheirSystem } from './their-system.ts';

const NAMESPACE = 'vendor-secured';
/** By which the broker is found from other namespaces, and which its certificate names. */
const BROKER = `kafka-0.kafka.${NAMESPACE}.svc`;
const USER = 'somebodys-client';
/** What a run's namespace has them in, under names of their own. */
const LOGIN = { secret: 'our-login', keys: { password: 'secret' } } as const;
const AUTHORITY = { secret: 'our-authority', keys: { 'ca.crt': 'pem' } } as const;

/** A Kafka, and what lets clients in. */
interface SecuredKafka extends TheirSystem {
  /** Puts the password, and who vouches for the broker, into a namespace. */
  readonly giveKeys: (to: Pick<Hands, 'apply'>) => Promise<void>;
}

/** Installs a Kafka that takes clients by TLS and SCRAM alone, by kubectl, as somebody who has no harness. */
export async function installSecuredKafka(administrator: Administrator, image: string, folder: string): Promise<SecuredKafka> {
  const { kubectl, apply } = handsIn(NAMESPACE, administrator);
  const [password, { pem, authority }] = [randomBytes(12).toString('hex'), await certificateOf(BROKER, folder)];
  await kubectl('create', 'namespace', NAMESPACE);
  await apply(secretOf('kafka', { user: USER, password, 'broker.pem': pem }));
  await apply((await readFile(join(import.meta.dirname, 'secured-kafka.yaml'), 'utf8')).replace('IMAGE', image));
  await kubectl('rollout', 'status', 'statefulset/kafka', '--timeout=5m');
  const address = { bootstrap: `${BROKER}:9093`, 'security-protocol': 'SASL_SSL', 'sasl-mechanism': 'SCRAM-SHA-512', user: USER };
  const kafka = { address, credentials: { 'kafka-password': LOGIN, 'kafka-authority': AUTHORITY } };
  return {
    existing: await existingFile(folder, 'secured-kafka', { kafka }),
    list: () => everythingIn(kubectl),
    giveKeys: async (to) => {
      await to.apply(secretOf(LOGIN.secret, { [LOGIN.keys.password]: password }));
      await to.apply(secretOf(AUTHORITY.secret, { [AUTHORITY.keys['ca.crt']]: authority }));
    },
    remove: () => kubectl('delete', 'namespace', NAMESPACE),
  };
}

/** A certificate of a host that vouches for itself: with its key as Kafka takes them, and as clients do. Needs openssl on this host. */
async function certificateOf(host: string, folder: string): Promise<{ readonly pem: string; readonly authority: string }> {
  const place = await mkdtemp(join(folder, 'certificate-'));
  const [key, certificate] = [join(place, 'key'), join(place, 'certificate')];
  const kind = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=kafka', '-addext', `subjectAltName=DNS:${host}`];
  await run('openssl', ['req', ...kind, '-keyout', key, '-out', certificate]);
  const authority = await readFile(certificate, 'utf8');
  const pem = `${await readFile(key, 'utf8')}${authority}`;
  await rm(place, { recursive: true });
  return { pem, authority };
}
