import { X509Certificate, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { connectTo } from '../cluster/api.ts';
import type { Credential } from '../model/stack.ts';
import { Redactor } from '../stream/redact.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { answerFrom } from '../testing/fake-namespace.ts';
import { ensureCredentials } from './credentials.ts';

const MADE: Readonly<Record<string, Credential>> = {
  login: ['password'],
  trusted: 'authority-certificate',
  server: { certificateOf: 'kafka', beside: [], peers: [], keystore: true },
  node: { certificateOf: 'nifi', beside: ['others'], peers: ['nifi-0'], keystore: false },
  person: { certificateFor: 'tests' },
  among: { certificateAmong: 'nodes' },
  user: { loginOf: 'tests' },
  principal: { principal: 'hdfs/hadoop@TOUCHSTONE' },
  signer: 'authority',
};

/** A Secret, as it is written. */
interface Written {
  readonly metadata: { readonly name: string; readonly labels: object };
  readonly stringData: Readonly<Record<string, string>>;
}

/** Ensures all of them in a namespace that has some already. @returns what was made, by name, and what is hidden */
async function ensured(there: Readonly<Record<string, Written>>, made = MADE) {
  const inBase64 = ({ stringData }: Written): object =>
    Object.fromEntries(Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
  const objects = Object.fromEntries(
    Object.entries(there).map(([name, secret]) => [`secrets/${name}`, { metadata: secret.metadata, data: inBase64(secret) }]),
  );
  const answer = answerFrom({ name: 'team', objects });
  const written = new Map<string, Written>();
  const api = await fakeApi((request) => {
    if (request.method === 'GET') {
      const fresh = written.get(request.path.split('/secrets/')[1] ?? '');
      return fresh ? { json: { metadata: fresh.metadata, data: inBase64(fresh) } } : answer(request);
    }
    const secret = JSON.parse(request.body) as Written;
    written.set(secret.metadata.name, secret);
    return { json: secret };
  });
  const hidden = await ensureCredentials(connectTo(api), 'team', { made, copied: {} });
  return { written, hidden };
}

test('an install has an authority of its own, which signs what its servers are known by', async () => {
  const { written } = await ensured({});
  expect([...written.keys()].sort()).toEqual(['among', 'login', 'node', 'person', 'principal', 'server', 'signer', 'trusted', 'user']);
  const [signer, server] = [written.get('signer')?.stringData ?? {}, written.get('server')?.stringData ?? {}];
  expect(written.get('trusted')?.stringData).toEqual({ 'ca.crt': signer['tls.crt'] });
  const certificate = new X509Certificate(server['tls.crt'] ?? '');
  expect(certificate.verify(new X509Certificate(signer['tls.crt'] ?? '').publicKey)).toBe(true);
  for (const name of ['kafka', 'kafka.team.svc', 'kafka-0.kafka.team.svc', 'kafka-1.kafka.team.svc.cluster.local'])
    expect(certificate.checkHost(name), name).toBeDefined();
  expect(certificate.checkHost('kafka.others.svc')).toBeUndefined();
  const [among, node, person] = ['among', 'node', 'person'].map(
    (name) => new X509Certificate(written.get(name)?.stringData['tls.crt'] ?? ''),
  );
  for (const name of ['nifi-0', 'nifi.team.svc', 'others.team.svc']) expect(node?.checkHost(name)).toBe(name);
  expect([person?.subject, person?.subjectAltName]).toEqual(['CN=tests', undefined]);
  expect(among?.verify(among.publicKey)).toBe(true);
});

test('a server knows a password by what does not tell it', async () => {
  const { password = '', 'known-by': line = '' } = (await ensured({})).written.get('user')?.stringData ?? {};
  const [user, rounds, salt = '', hash] = line.split(':');
  expect([user, rounds]).toEqual(['tests', '1000']);
  expect(pbkdf2Sync(password, Buffer.from(salt, 'hex'), 1_000, 32, 'sha1').toString('hex')).toBe(hash);
});

test('what is there stays, and signs what comes later', async () => {
  const first = await ensured({});
  const kept = Object.fromEntries([...first.written].filter(([name]) => name !== 'server'));
  const { written } = await ensured(kept);
  expect([...written.keys()]).toEqual(['server']);
  const later = new X509Certificate(written.get('server')?.stringData['tls.crt'] ?? '');
  expect(later.verify(new X509Certificate(kept.signer?.stringData['tls.crt'] ?? '').publicKey)).toBe(true);
});

test('keys are hidden in whatever form they might be written', async () => {
  const { written, hidden } = await ensured({});
  const redactor = new Redactor();
  redactor.add(hidden);
  for (const name of ['signer', 'server']) {
    const key = written.get(name)?.stringData['tls.key'] ?? '';
    const body = key.split('\n')[10] ?? '';
    for (const form of [key, JSON.stringify(key), key.replaceAll('\n', ' '), Buffer.from(key).toString('base64')])
      expect(redactor.apply(`said: ${form}`)).not.toContain(form === Buffer.from(key).toString('base64') ? form : body);
  }
});

test('a certificate that nobody would sign is a blueprint’s fault, and named', async () => {
  await expect(ensured({}, { server: { certificateOf: 'kafka', beside: [], peers: [], keystore: true } })).rejects.toThrow(
    'wants a certificate, and no authority that would sign it',
  );
});
