import type { Znode, ZooKeeper } from '../../fixtures/zookeeper.ts';
import type { Tenant } from './tenants.ts';

/** The servers of a tenant that are alive: the session of each, by its pod. */
export async function sessionsOf(tenant: Tenant, zookeeper: ZooKeeper): Promise<Map<string, string>> {
  const servers = (await zookeeper.tree(tenant.alive)).filter(({ path }) => path !== tenant.alive);
  return new Map(servers.map((node) => [podOf(node, tenant), node.session ?? 'none']));
}

function podOf({ path, data }: Znode, tenant: Tenant): string {
  return tenant.podOf(path.slice(tenant.alive.length + 1), data.toString());
}
