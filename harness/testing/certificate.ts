import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tryRun } from '../base/command.ts';

/** What a server of one test proves by that it is 127.0.0.1. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for one test that vouches for itself; undefined where the host has no openssl. */
export async function selfSigned(): Promise<Certificate | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-certificate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=fake'];
  const made = await tryRun('openssl', [...args, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert]);
  return made === undefined ? undefined : { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}
