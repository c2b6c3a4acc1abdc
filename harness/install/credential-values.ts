import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { GroundFailure } from '../base/failure.ts';
import { keysOf, type Credential, type SignedCredential } from '../model/stack.ts';
import { makeKeytab } from './keytab.ts';
import { keyStoreOf, makeAuthority, makeCertificate, type Bearer, type Certificate } from './x509.ts';

/** What a Secret has, by its keys. */
export type Values = Readonly<Record<string, string>>;

/** Random bytes in each value that is one. */
const STRENGTH = 24;
/** Rounds by which a password is hashed, and bytes. Nobody guesses one of so many bytes, however few the rounds: Presto takes no fewer. */
const [ITERATIONS, SALT, HASH] = [1_000, 16, 32];

/**
 * Makes what a Secret of the stack will have.
 * @param authority what the Secret of the authority has that signs for this install
 * @throws GroundFailure for a certificate that nobody would sign
 */
export async function makeValues(credential: Credential, namespace: string, authority: Values | undefined): Promise<Values> {
  if (Array.isArray(credential)) return Object.fromEntries(credential.map((key) => [key, randomValue()]));
  if (credential === 'authority') return inSecret(await makeAuthority());
  if (typeof credential === 'object' && 'loginOf' in credential) return makeLogin(credential.loginOf);
  if (typeof credential === 'object' && 'principal' in credential) return makePrincipal(credential.principal);
  if (typeof credential === 'object' && 'certificateAmong' in credential)
    return inSecret(await makeCertificate(undefined, { name: credential.certificateAmong, hosts: [], isClient: true }));
  const { 'tls.crt': certificate, 'tls.key': key } = authority ?? {};
  if (certificate === undefined || key === undefined)
    throw new GroundFailure(
      'the blueprint wants a certificate, and no authority that would sign it',
      'Name the one of blueprint/stack.yaml (certificate-authority) among the credentials of the same system.',
    );
  if (credential === 'authority-certificate') return { 'ca.crt': certificate };
  const made = await makeCertificate({ certificate, key }, bearerOf(credential, namespace));
  const wantsStore = keysOf(credential).includes('keystore');
  return { ...inSecret(made), ...(wantsStore && { keystore: (await keyStoreOf(made)).toString('base64') }) };
}

/** What must never be written of these values. A key is hidden line by line too: in most formats a line's end is another character. */
export function secretsIn(values: Values): string[] {
  return Object.values(values).flatMap((value) => [value, ...linesOfKey(value)]);
}

function linesOfKey(value: string): string[] {
  return value.includes('PRIVATE KEY') ? value.split('\n').filter((line) => !line.startsWith('-----')) : [];
}

function randomValue(): string {
  return randomBytes(STRENGTH).toString('base64url');
}

/** A password, and the line of a server's file that knows it by PBKDF2 (Presto, "Password file authentication"). */
async function makeLogin(user: string): Promise<Values> {
  const [password, salt] = [randomValue(), randomBytes(SALT)];
  const hash = await promisify(pbkdf2)(password, salt, ITERATIONS, HASH, 'sha1'); // the digest that Presto takes
  return { password, 'known-by': `${user}:${ITERATIONS}:${salt.toString('hex')}:${hash.toString('hex')}` };
}

/** A password that a KDC is told, and what a program logs in by instead: base64, since a keytab is no text. */
async function makePrincipal(principal: string): Promise<Values> {
  const password = randomValue();
  return { password, keytab: (await makeKeytab(principal, password)).toString('base64') };
}

function inSecret({ certificate, key }: Certificate): Values {
  return { 'tls.crt': certificate, 'tls.key': key };
}

function bearerOf(credential: SignedCredential, namespace: string): Bearer {
  if ('certificateFor' in credential) return { name: credential.certificateFor, hosts: [], isClient: true };
  const { certificateOf: name, beside, peers } = credential;
  return { name, hosts: [...[name, ...beside].flatMap((service) => namesOf(service, namespace)), ...peers], isClient: peers.length > 0 };
}

/** By which a Service of the namespace is found, and each pod of a StatefulSet behind it. */
function namesOf(service: string, namespace: string): string[] {
  const whole = [`${service}.${namespace}`, `${service}.${namespace}.svc`, `${service}.${namespace}.svc.cluster.local`];
  return [service, ...whole, ...whole.map((name) => `*.${name}`)];
}
