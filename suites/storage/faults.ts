import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  installedApart: [
    {
      what: 'Kafka’s logs are on a volume that goes with the pod',
      file: 'charts/kafka/templates/kafka.yaml',
      from: '{ name: data, mountPath: /data }',
      to: '{ name: tmp, mountPath: /data }',
      tests: /^kafka→volume: each pod/,
      says: /to deeply equal \[\]/,
    },
    {
      what: 'PostgreSQL’s database is on a volume that goes with the pod',
      file: 'charts/hive-metastore/templates/postgresql.yaml',
      from: '{ name: data, mountPath: /var/lib/postgresql/data }',
      to: '{ name: tmp, mountPath: /var/lib/postgresql/data }',
      tests: /^postgresql→volume: each pod/,
      says: /relation "\w+" does not exist|to deeply equal \[\]/,
    },
  ],
};
