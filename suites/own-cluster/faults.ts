import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  // Beside no fault of topics: a run within the run makes one.
  whileDown: [
    {
      what: '`down` forgets the shared ConfigMaps',
      file: 'harness/targets/own/remove.ts',
      from: "'deployments,statefulsets,jobs,pods,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets",
      to: "'deployments,statefulsets,jobs,pods,services,secrets,persistentvolumeclaims,poddisruptionbudgets",
      tests: /^Kafka and ZooKeeper pass beside/,
      says: /ConfigMap zookeeper/,
    },
  ],
  installedApart: [
    {
      what: 'nobody looks whose the names are that an installation takes',
      file: 'harness/install/ownership.ts',
      from: 'standing[index] && !isOurs(standing[index], own)',
      to: 'standing[index] && !own',
      tests: /^a name that is somebody else’s/,
      says: /somebody else has what would be made|to be 3/,
    },
  ],
};
