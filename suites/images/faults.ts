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
  ],
  installed: [
    {
      what: 'Kafka has a mount above a volume of the public image',
      file: 'charts/kafka/templates/kafka.yaml',
      from: '- { name: tmp, mountPath: /tmp }',
      to: '- { name: tmp, mountPath: /tmp }\n            - { name: tmp, mountPath: /etc/kafka }',
      tests: /^what charts make > mounts nothing above/,
      says: /\/etc\/kafka is above \/etc\/kafka\/secrets/,
    },
    {
      what: 'a chart names Kafka’s image past what the values say of pulling',
      file: 'charts/kafka/templates/kafka.yaml',
      from: '{{- include "common.image" (list . .Values.image) | nindent 10 }}',
      to: 'image: {{ .Values.image }}',
      tests: /^what charts make > logs in/,
      says: /^kafka/,
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
