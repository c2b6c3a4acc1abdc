import { createCipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

/** aes256-cts-hmac-sha1-96, which every Java since 8 and every MIT Kerberos since 1.3 has (RFC 3962, "Assigned Numbers"). */
const ENCRYPTION = 18;
/** How often a password is hashed where nobody says how often (RFC 3962, "Parameter Negotiation"). */
const ITERATIONS = 4_096;
/** The word "kerberos" made as long as a block (RFC 3961, "n-fold", test vectors). */
const FOLDED = Buffer.from('6b65726265726f737b9b5b2b93132b93', 'hex');
/** The format of the file, KRB5_NT_PRINCIPAL, and the key's number (MIT Kerberos, "Keytab file format"). */
const [FORMAT, NAME_TYPE, VERSION] = [0x0502, 1, 1];

/**
 * A file by which a program logs in to Kerberos without a password, with the one key that a KDC makes of the same password.
 * @param principal name/instance@REALM
 */
export async function makeKeytab(principal: string, password: string): Promise<Buffer> {
  const at = principal.lastIndexOf('@');
  const [names, realm] = [principal.slice(0, at).split('/'), principal.slice(at + 1)];
  const key = await keyOf(password, `${realm}${names.join('')}`);
  const entry = Buffer.concat([
    short(names.length),
    ...[realm, ...names].map((text) => counted(Buffer.from(text))),
    long(NAME_TYPE),
    long(0), // when it was made, which nobody asks
    Buffer.from([VERSION]),
    short(ENCRYPTION),
    counted(key),
  ]);
  return Buffer.concat([short(FORMAT), long(entry.length), entry]);
}

/** The key that Kerberos makes of a password (RFC 3962, "Key Generation from Pass Phrases or Random Octet Strings"). */
export async function keyOf(password: string, salt: string, iterations = ITERATIONS): Promise<Buffer> {
  const hashed = await promisify(pbkdf2)(password, salt, iterations, 32, 'sha1');
  const first = encrypted(hashed, FOLDED);
  return Buffer.concat([first, encrypted(hashed, first)]);
}

function encrypted(key: Buffer, block: Buffer): Buffer {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}

function counted(bytes: Buffer): Buffer {
  return Buffer.concat([short(bytes.length), bytes]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
