import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  installedApart: [
    {
      what: '`down` forgets the shared ConfigMaps',
      file: 'harness/targets/own/remove.ts',
      from: "'deployments,statefulsets,jobs,pods,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets",
      to: "'deployments,statefulsets,jobs,pods,services,secrets,persistentvolumeclaims,poddisruptionbudgets",
      tests: /^Kafka and ZooKeeper pass beside/,
      says: /ConfigMap zookeeper/,
    },
  ],
};
