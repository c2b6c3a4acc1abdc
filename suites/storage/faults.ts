import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  whileDown: [
    {
      what: 'a value is acknowledged that nobody wrote',
      file: 'suites/storage/keeper.ts',
      from: 'number++) await keeper.write(number);',
      to: 'number++) if (number % 20 !== 7) await keeper.write(number);',
      tests: /^\w+→volume: (each pod|the programs|on a volume|a full volume)|^Retain|^(before|after) the nodes/,
      says: /to deeply equal \[\]/,
    },
    {
      what: 'a volume is not deleted with its claim',
      file: 'suites/storage/reclaim.disruptive.test.ts',
      from: "await volumes.setReclaimPolicy(volume, 'Delete');",
      to: '',
      tests: /^Delete/,
      says: /timed out waiting/,
    },
  ],
  installed: [
    {
      what: 'ZooKeeper’s data is on no volume',
      file: 'charts/zookeeper/templates/zookeeper.yaml',
      from: '{ name: data, mountPath: /data }',
      to: '{ name: tmp, mountPath: /data }',
      tests: /^zookeeper→volume: each pod/,
      says: /no such node|NO_NODE|to deeply equal \[\]/i,
    },
    {
      what: 'Kafka’s logs are on no volume',
      file: 'charts/kafka/templates/kafka.yaml',
      from: '{ name: data, mountPath: /data }',
      to: '{ name: tmp, mountPath: /data }',
      tests: /^kafka→volume: each pod/,
      says: /to deeply equal \[\]/,
    },
  ],
};
