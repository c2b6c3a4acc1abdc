import { connectsTo, type Stack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';

const ZOOKEEPER = 'zookeeper';

/** The Secret by which a tenant logs in to ZooKeeper, as its chart takes it (charts/common/values.definitions.json). */
interface ZooKeeperValues {
  readonly zookeeperLogin: string;
}

/**
 * The values of a system's chart by which its pods log in to ZooKeeper, by the system's own name, where the shared ConfigMap says that tenants do; none
 * where it does not, as of one that is there already, or where they have no business with it.
 */
export function zookeeperValues(system: string, stack: Stack, config: SharedConfig): ZooKeeperValues | Record<string, never> {
  const asks = (config.get(ZOOKEEPER)?.data.login ?? '') !== '';
  return asks && connectsTo(stack, system, ZOOKEEPER) ? { zookeeperLogin: `zookeeper-${system}` } : {};
}
