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
      tests: /^what a chart makes kafka mounts nothing above/,
      says: /\/etc\/kafka is above \/etc\/kafka\/secrets/,
    },
  ],
};
