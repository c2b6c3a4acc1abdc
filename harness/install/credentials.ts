import { isDeepStrictEqual } from 'node:util';
import { GroundFailure } from '../base/failure.ts';
import { ifThere, type Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';
import type { Copies } from '../model/existing.ts';
import type { Credential } from '../model/stack.ts';
import { makeValues, secretsIn, type Values } from './credential-values.ts';

/** The Secrets that the stack wants. */
interface Credentials {
  /** What each has, by its name. */
  readonly made: Readonly<Record<string, Credential>>;
  /** Those that have values of Secrets that are there, for systems that are. */
  readonly copied: Copies;
}

/**
 * Makes each Secret that is not there yet; one that is there keeps its values, because volumes remember them. One that is copied has the values of the other,
 * whatever it had. What signs certificates is made first.
 * @returns every value, old or new, for the redaction of what is written
 * @throws GroundFailure when a Secret to be copied, or a key of it, is not there
 */
export async function ensureCredentials(api: Api, namespace: string, { made, copied }: Credentials): Promise<string[]> {
  const signer = Object.keys(made).find((name) => made[name] === 'authority');
  const authority = signer === undefined ? undefined : await ensureSecret({ api, namespace, name: signer }, 'authority');
  const values = await Promise.all(
    Object.entries(made).map(([name, credential]) => {
      const copy = copied[name];
      return copy ? copySecret({ api, namespace, name }, copy) : ensureSecret({ api, namespace, name }, credential, authority);
    }),
  );
  return values.flatMap(secretsIn);
}

/** Where a Secret of the stack is. */
interface Spot {
  readonly api: Api;
  readonly namespace: string;
  readonly name: string;
}

async function ensureSecret({ api, namespace, name }: Spot, credential: Credential, authority?: Values): Promise<Values> {
  const there = await ifThere(api.core.readNamespacedSecret({ name, namespace }));
  if (there) return valuesOf(there.data);
  const stringData = await makeValues(credential, namespace, authority);
  await api.core.createNamespacedSecret({ namespace, body: { metadata: { name, labels: LABEL }, stringData } });
  return stringData;
}

async function copySecret({ api, namespace, name }: Spot, { secret, keys }: Copies[string]): Promise<Values> {
  const theirs = await ifThere(api.core.readNamespacedSecret({ name: secret, namespace }));
  const lacking = Object.values(keys).filter((key) => theirs?.data?.[key] === undefined);
  if (lacking.length > 0)
    throw new GroundFailure(
      theirs ? `the Secret ${secret} has no key ${lacking.join(' and no ')}` : `there is no Secret ${secret} in namespace ${namespace}`,
      'Make it, or name another in the file of --existing.',
    );
  const data = Object.fromEntries(Object.entries(keys).map(([ours, key]) => [ours, theirs?.data?.[key] ?? '']));
  const there = await ifThere(api.core.readNamespacedSecret({ name, namespace }));
  const body = { metadata: { name, labels: LABEL }, data };
  if (!there) await api.core.createNamespacedSecret({ namespace, body });
  else if (!isDeepStrictEqual(there.data, data)) await api.core.replaceNamespacedSecret({ name, namespace, body });
  return valuesOf(data);
}

/** What a Secret has, as the API server tells it. */
function valuesOf(data: Values = {}): Values {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}
