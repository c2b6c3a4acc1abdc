import { randomBytes } from 'node:crypto';
import { ifThere, type Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';

/** Random bytes in each credential. */
const STRENGTH = 24;

/**
 * Makes each Secret that is not there yet, with random values; one that is there keeps its values, because volumes remember them.
 * @param credentials keys by the Secret's name
 * @returns every value, old or new, for the redaction of what is written
 */
export async function ensureCredentials(
  api: Api,
  namespace: string,
  credentials: Readonly<Record<string, readonly string[]>>,
): Promise<string[]> {
  const values = await Promise.all(Object.entries(credentials).map(([name, keys]) => ensureSecret(api, namespace, name, keys)));
  return values.flat();
}

async function ensureSecret(api: Api, namespace: string, name: string, keys: readonly string[]): Promise<string[]> {
  const there = await ifThere(api.core.readNamespacedSecret({ name, namespace }));
  if (there) return Object.values(there.data ?? {}).map((value) => Buffer.from(value, 'base64').toString());
  const stringData = Object.fromEntries(keys.map((key) => [key, randomBytes(STRENGTH).toString('base64url')]));
  await api.core.createNamespacedSecret({ namespace, body: { metadata: { name, labels: LABEL }, stringData } });
  return Object.values(stringData);
}
