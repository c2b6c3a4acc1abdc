/** A system that keeps its coordination in the shared ensemble. */
export interface Tenant {
  /** The only node below the ensemble's root that it may write under. */
  readonly root: string;
  /** Where it says who is alive, one node that lives as long as its session for each of its servers. */
  readonly alive: string;
  /** The label of its servers' pods. */
  readonly app: string;
  /** The pod of a server, from its node's name and content. */
  readonly podOf: (name: string, data: string) => string;
}

export const TENANTS = {
  kafka: {
    root: '/kafka',
    alive: '/kafka/brokers/ids',
    app: 'kafka',
    podOf: (_name, data) => (JSON.parse(data) as { host: string }).host.split('.')[0] ?? '',
  },
  hbase: {
    root: '/hbase',
    alive: '/hbase/rs',
    app: 'hbase-regionserver',
    podOf: (name) => name.split('.')[0] ?? '',
  },
  nifi: {
    root: '/nifi',
    alive: '/nifi/leaders/Cluster Coordinator',
    app: 'nifi',
    podOf: (_name, data) => data.split(':')[0] ?? '',
  },
} satisfies Record<string, Tenant>;
