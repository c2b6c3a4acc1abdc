import type { Faults } from '../../proofs/fault.ts';

export const faults: Faults = {
  sent: [
    {
      what: 'every image is asked for a file that it lacks',
      file: 'suites/images/contract.test.ts',
      from: 'for (const path of paths)',
      to: "for (const path of ['/nothing', ...paths])",
      tests: /^the contract of an image/,
      says: /test -e \/nothing/,
    },
    {
      what: 'charts are given a value that they take',
      file: 'suites/images/values.test.ts',
      from: "'--set', value]",
      to: "'--set', 'fingerprint=other']",
      tests: /^the chart \S+ refuses a wrong value/,
      says: /it renders/,
    },
  ],
  installed: [
    {
      what: 'Kafka takes any number of brokers, in words too',
      file: 'charts/kafka/values.schema.json',
      from: '"type": "integer", "minimum": 1',
      to: '"type": ["integer", "string"], "minimum": 1',
      tests: /^the chart kafka refuses a wrong value/,
      says: /it renders/,
    },
    {
      what: 'Kafka has a mount above a volume of the public image',
      file: 'charts/kafka/templates/kafka.yaml',
      from: '- { name: tmp, mountPath: /tmp }',
      to: '- { name: tmp, mountPath: /tmp }\n            - { name: tmp, mountPath: /etc/kafka }',
      tests: /^what charts make > mounts nothing above/,
      says: /\/etc\/kafka is above \/etc\/kafka\/secrets/,
    },
    {
      what: 'ZooKeeper’s heap has arenas without bounds',
      file: 'charts/zookeeper/templates/zookeeper.yaml',
      from: '- { name: MALLOC_ARENA_MAX, value: "2" }',
      to: '- { name: MALLOC_ARENA_MAX, value: "8" }',
      tests: /^what charts make > bounds glibc/,
      says: /^zookeeper/,
    },
    {
      what: 'nothing tells a gateway’s objects from somebody else’s',
      file: 'charts/gateway/templates/gateway.yaml',
      from: 'metadata:\n  name: gateway\n  labels: {{ include "common.labels" . }}\nspec:\n  {{- if .Values.nodePort }}',
      to: 'metadata:\n  name: gateway\nspec:\n  {{- if .Values.nodePort }}',
      tests: /^what charts make > is labelled/,
      says: /^Service gateway/,
    },
  ],
};
