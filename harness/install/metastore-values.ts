import { withNeeds, type Stack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';

const METASTORE = 'hive-metastore';

/** The Secret by which a client logs in to the metastore, as its chart takes it (charts/common/values.definitions.json). */
interface MetastoreValues {
  readonly metastoreLogin: string;
}

/**
 * The values of a system's chart by which its pods log in to the metastore, where the shared ConfigMap says that it knows who comes by Kerberos; none where it
 * does not, as of one that is there already, or where they have no business with it.
 */
export function metastoreValues(system: string, stack: Stack, config: SharedConfig): MetastoreValues | Record<string, never> {
  const login = `kerberos-${system}`;
  const asks = config.get(`${METASTORE}-address`)?.data.authentication === 'kerberos';
  const isClient = stack.systems[system]?.credentials.includes(login) === true && withNeeds(stack, [system]).includes(METASTORE);
  return asks && isClient ? { metastoreLogin: login } : {};
}
