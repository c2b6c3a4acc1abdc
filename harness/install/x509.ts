import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** A certificate and its key, as PEM: X.509, and PKCS #8. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** They go with their install, and nothing in it would make them anew. */
const YEARS = 10;
/** Clocks of machines differ: a certificate holds from so many hours ago. */
const HOURS_BEFORE = 24;

/** Makes an authority that vouches for itself, and for nothing but certificates. */
export async function makeAuthority(): Promise<Certificate> {
  return make('Touchstone, one install', undefined, [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
}

/** Who proves something by a certificate. */
export interface Bearer {
  /** Who that is, to a server that asks. */
  readonly name: string;
  /** The DNS names by which a server goes; none of who is none. */
  readonly hosts: readonly string[];
  /** Whether servers may ask for it. */
  readonly isClient: boolean;
}

/** Makes a certificate of somebody's. @param authority signs; without one it vouches for itself alone */
export async function makeCertificate(authority: Certificate | undefined, { name, hosts, isClient }: Bearer): Promise<Certificate> {
  const isServer = hosts.length > 0;
  return make(name, authority, [
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: isServer, clientAuth: isClient },
    ...(isServer ? [{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }] : []),
    { name: 'subjectKeyIdentifier' },
  ]);
}

/** What guards a store where no file ever lies without its Secret; Java takes none without a password. */
const STORE_PASSWORD = 'of-this-secret';

/** A certificate and its key in a store as Java reads it: PKCS #12. */
export async function keyStoreOf({ certificate, key }: Certificate): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const [parsedKey, parsed] = [forge.pki.privateKeyFromPem(key), forge.pki.certificateFromPem(certificate)];
  const store = forge.pkcs12.toPkcs12Asn1(parsedKey, [parsed], STORE_PASSWORD, { algorithm: '3des', friendlyName: 'server' });
  return Buffer.from(forge.asn1.toDer(store).getBytes(), 'binary');
}

/** @param authority signs; without one it does so itself */
async function make(name: string, authority: Certificate | undefined, extensions: readonly object[]): Promise<Certificate> {
  const { default: forge } = await import('node-forge');
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`; // a first byte of 0x80 and more would make it negative
  certificate.validity.notBefore.setHours(certificate.validity.notBefore.getHours() - HOURS_BEFORE);
  certificate.validity.notAfter.setFullYear(certificate.validity.notAfter.getFullYear() + YEARS);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer(
    authority ? forge.pki.certificateFromPem(authority.certificate).subject.attributes : certificate.subject.attributes,
  );
  certificate.setExtensions([...extensions]);
  certificate.sign(forge.pki.privateKeyFromPem(authority?.key ?? privateKey), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r', ''), key: privateKey };
}
