import type { Stack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';

const STORE = 'object-store';

/** The Secret of who vouches for the object store, as charts of its clients take it (charts/common/values.definitions.json). */
interface StoreValues {
  readonly storeAuthority: string;
}

/**
 * The values of a system's chart by which its pods know the object store, where the shared ConfigMap says who vouches for it; none where it does not, as of one
 * that is there already and that machines trust anyhow, or where they have no keys of it. MinIO has keys of all its users, and asks nobody.
 */
export function storeValues(system: string, { systems }: Stack, config: SharedConfig): StoreValues | Record<string, never> {
  const authority = config.get(STORE)?.data.authority ?? '';
  const keys = systems[system]?.credentials.filter((name) => name.startsWith(`${STORE}-`)) ?? [];
  const isClient = keys.length > 0 && !keys.includes(`${STORE}-credentials`);
  return authority !== '' && isClient ? { storeAuthority: authority } : {};
}
