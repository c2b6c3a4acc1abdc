import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type SecureContextOptions, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { keyStoreOf, makeAuthority, makeCertificate, type Certificate } from './x509.ts';

const KAFKA = { name: 'kafka', hosts: ['kafka', 'kafka.touchstone.svc', '*.kafka.touchstone.svc'], isClient: false };

/** What a client is told who goes to a server by a name, and trusts one authority. */
async function greeting({ certificate, key }: Certificate, authority: Certificate, name: string): Promise<string> {
  return greetingBy({ cert: certificate, key }, authority, name);
}

async function greetingBy(server: SecureContextOptions, authority: Certificate, name: string): Promise<string> {
  const listening = createServer(server, (socket) => socket.end('welcome')).listen(0, '127.0.0.1');
  onTestFinished(() => void listening.close());
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, servername: name, ca: authority.certificate });
  try {
    const [words] = (await once(socket, 'data')) as [Buffer];
    return words.toString();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  } finally {
    socket.destroy();
  }
}

test('who trusts the authority trusts its certificate, by each of its names and by no other', async () => {
  const authority = await makeAuthority();
  const certificate = await makeCertificate(authority, KAFKA);
  expect(await greeting(certificate, authority, 'kafka')).toBe('welcome');
  expect(await greeting(certificate, authority, 'kafka-2.kafka.touchstone.svc')).toBe('welcome');
  expect(await greeting(certificate, authority, 'minio.touchstone.svc')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await greeting(certificate, await makeAuthority(), 'kafka')).toBe('CERT_SIGNATURE_FAILURE');
});

test('a server that reads no PEM has it all in a store', async () => {
  const authority = await makeAuthority();
  const pfx = await keyStoreOf(await makeCertificate(authority, KAFKA));
  expect(await greetingBy({ pfx, passphrase: 'of-this-secret' }, authority, 'kafka')).toBe('welcome');
});

/** What a server is told by who comes with a certificate: who they are, or why that is not taken. */
async function introduction(client: Certificate, authority: Certificate): Promise<string> {
  const { certificate: cert, key } = await makeCertificate(authority, KAFKA);
  const asking = createServer({ cert, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false }).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void asking.close());
  await once(asking, 'listening');
  const { port } = asking.address() as AddressInfo;
  const socket = connect({
    ...{ host: '127.0.0.1', port, servername: 'kafka', ca: authority.certificate },
    ...{ cert: client.certificate, key: client.key },
  });
  const [connection] = (await once(asking, 'secureConnection')) as [TLSSocket];
  socket.destroy();
  // Node.js types it as an Error, and gives its code.
  return String(connection.authorized ? connection.getPeerCertificate().subject.CN : connection.authorizationError);
}

test('who is no server proves by theirs who they are; a server that is no client does not', async () => {
  const authority = await makeAuthority();
  const person = await makeCertificate(authority, { name: 'tests', hosts: [], isClient: true });
  const node = await makeCertificate(authority, { name: 'nifi', hosts: ['nifi-0'], isClient: true });
  expect(await introduction(person, authority)).toBe('tests');
  expect(await introduction(node, authority)).toBe('nifi');
  expect(await introduction(await makeCertificate(authority, KAFKA), authority)).toBe('INVALID_PURPOSE');
  expect(await greeting(node, authority, 'nifi-0')).toBe('welcome');
  expect(await greeting(person, authority, 'tests')).not.toBe('welcome');
});

test('a server’s certificate vouches for none', async () => {
  const authority = await makeAuthority();
  const server = await makeCertificate(authority, KAFKA);
  const [ca, leaf] = [new X509Certificate(authority.certificate), new X509Certificate(server.certificate)];
  expect([ca.ca, leaf.ca]).toEqual([true, false]);
  expect(leaf.checkIssued(ca)).toBe(true);
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkPrivateKey(createPrivateKey(server.key))).toBe(true);
  expect(await greeting(await makeCertificate(server, { ...KAFKA, name: 'zookeeper', hosts: ['zookeeper'] }), authority, 'zookeeper')).toBe(
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  );
});

test('each is another’s, and holds now and for as long as an install may stand', async () => {
  const made = [await makeAuthority(), await makeAuthority()].map(({ certificate }) => new X509Certificate(certificate));
  expect(new Set(made.map(({ serialNumber }) => serialNumber)).size).toBe(2);
  for (const { validFrom, validTo } of made) {
    expect(Date.parse(validFrom)).toBeLessThan(Date.now() - 23 * 3_600_000);
    expect(new Date(validTo).getFullYear()).toBe(new Date().getFullYear() + 10);
  }
});
