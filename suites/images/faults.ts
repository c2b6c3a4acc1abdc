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
  ],
};
